using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DispatchMap.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LastPositions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PositionAccounts",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    SavedTicks = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PositionAccounts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "LastGroups",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    GroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    VehicleIds = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastGroups", x => new { x.Account, x.GroupId });
                    table.ForeignKey(
                        name: "FK_LastGroups_PositionAccounts_Account",
                        column: x => x.Account,
                        principalTable: "PositionAccounts",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LastPositions",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    VehicleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    Driver = table.Column<string>(type: "TEXT", nullable: true),
                    GroupIds = table.Column<string>(type: "TEXT", nullable: true),
                    RecordedTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedTicks = table.Column<long>(type: "INTEGER", nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    SpeedKmh = table.Column<double>(type: "REAL", nullable: true),
                    HeadingDegrees = table.Column<double>(type: "REAL", nullable: true),
                    OnlineState = table.Column<string>(type: "TEXT", nullable: true),
                    OfflineTicks = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastPositions", x => new { x.Account, x.VehicleId });
                    table.ForeignKey(
                        name: "FK_LastPositions_PositionAccounts_Account",
                        column: x => x.Account,
                        principalTable: "PositionAccounts",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PositionTruths",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", nullable: false),
                    Coverage = table.Column<string>(type: "TEXT", nullable: false),
                    TruthTicks = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PositionTruths", x => new { x.Account, x.Coverage });
                    table.ForeignKey(
                        name: "FK_PositionTruths_PositionAccounts_Account",
                        column: x => x.Account,
                        principalTable: "PositionAccounts",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LastGroups");

            migrationBuilder.DropTable(
                name: "LastPositions");

            migrationBuilder.DropTable(
                name: "PositionTruths");

            migrationBuilder.DropTable(
                name: "PositionAccounts");
        }
    }
}
