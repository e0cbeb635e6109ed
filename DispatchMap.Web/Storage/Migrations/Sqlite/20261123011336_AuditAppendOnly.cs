using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DispatchMap.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "AuditEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // Not even a fault of ours may rewrite what happened.
            foreach (var what in new[] { "UPDATE", "DELETE" })
            {
                migrationBuilder.Sql($"""
                    CREATE TRIGGER "AuditEntries_No{what}" BEFORE {what} ON "AuditEntries"
                    BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var what in new[] { "UPDATE", "DELETE" })
                migrationBuilder.Sql($"""DROP TRIGGER "AuditEntries_No{what}" """);

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "AuditEntries");
        }
    }
}
