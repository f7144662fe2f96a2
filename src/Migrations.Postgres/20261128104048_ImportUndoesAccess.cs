using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ImportUndoesAccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "access_before",
                table: "import_items",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_published",
                table: "import_items",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "language_before",
                table: "import_items",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "slug_before",
                table: "import_items",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tier_id_before",
                table: "import_items",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "access_before",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "has_published",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "language_before",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "slug_before",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "tier_id_before",
                table: "import_items");
        }
    }
}
