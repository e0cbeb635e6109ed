using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DispatchMap.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Inviters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "InvitedById",
                table: "Invitations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "InvitedById",
                table: "Invitations");
        }
    }
}
