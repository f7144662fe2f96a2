using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FacesAndRemotePictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "parts",
                table: "verdicts",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "parts_closed_until",
                table: "verdicts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "fetches_pictures",
                table: "import_batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "taken_down_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    case_id = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_in = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_down_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    put_back_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    content = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    html = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_taken_down_parts", x => x.id);
                    table.ForeignKey(
                        name: "FK_taken_down_parts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_taken_down_parts_member_id_case_id",
                table: "taken_down_parts",
                columns: new[] { "member_id", "case_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "taken_down_parts");

            migrationBuilder.DropColumn(
                name: "parts",
                table: "verdicts");

            migrationBuilder.DropColumn(
                name: "parts_closed_until",
                table: "verdicts");

            migrationBuilder.DropColumn(
                name: "fetches_pictures",
                table: "import_batches");
        }
    }
}
