using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DispatchMap.Web.Storage.Migrations.PostgreSql
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
                type: "text",
                nullable: false,
                defaultValue: "");

            // Not even a fault of ours may rewrite what happened.
            migrationBuilder.Sql("""
                CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;
                CREATE TRIGGER "AuditEntries_AppendOnly" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntries"
                FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER "AuditEntries_AppendOnly" ON "AuditEntries";
                DROP FUNCTION audit_is_append_only();
                """);

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "AuditEntries");
        }
    }
}
