using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DispatchMap.Web.Storage.Migrations.PostgreSql
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
                type: "text",
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
