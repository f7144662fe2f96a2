using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "word_lists",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Other");

            migrationBuilder.AddColumn<int>(
                name: "at_hour",
                table: "built_in_bots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 9);

            migrationBuilder.AddColumn<string>(
                name: "rhythm",
                table: "built_in_bots",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Weekly");

            migrationBuilder.AddColumn<long>(
                name: "space_id",
                table: "built_in_bots",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "weekday",
                table: "built_in_bots",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Monday");

            migrationBuilder.CreateIndex(
                name: "IX_revocations_effective_at",
                table: "revocations",
                column: "effective_at");

            migrationBuilder.CreateIndex(
                name: "IX_restrictions_starts_at",
                table: "restrictions",
                column: "starts_at");

            migrationBuilder.CreateIndex(
                name: "IX_grants_ends_at",
                table: "grants",
                column: "ends_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_revocations_effective_at",
                table: "revocations");

            migrationBuilder.DropIndex(
                name: "IX_restrictions_starts_at",
                table: "restrictions");

            migrationBuilder.DropIndex(
                name: "IX_grants_ends_at",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "word_lists");

            migrationBuilder.DropColumn(
                name: "at_hour",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "rhythm",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "space_id",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "weekday",
                table: "built_in_bots");
        }
    }
}
