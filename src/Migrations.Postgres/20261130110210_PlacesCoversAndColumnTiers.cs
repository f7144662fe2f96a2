using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PlacesCoversAndColumnTiers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "spaces",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tier_id",
                table: "import_items",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "communities",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "cover",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "tier_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "cover",
                table: "communities");
        }
    }
}
