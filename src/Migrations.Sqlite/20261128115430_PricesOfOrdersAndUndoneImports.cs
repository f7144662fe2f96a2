using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PricesOfOrdersAndUndoneImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "expires_at",
                table: "test_payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "price_id",
                table: "order_lines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "access_before",
                table: "import_items",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_published",
                table: "import_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "language_before",
                table: "import_items",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_id",
                table: "import_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "slug_before",
                table: "import_items",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tier_id_before",
                table: "import_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tries",
                table: "import_batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "preview_recuts",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    preview_blocks = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_preview_recuts", x => x.space_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_import_items_replaced_id",
                table: "import_items",
                column: "replaced_id",
                filter: "replaced_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "preview_recuts");

            migrationBuilder.DropIndex(
                name: "IX_import_items_replaced_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "price_id",
                table: "order_lines");

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
                name: "replaced_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "slug_before",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "tier_id_before",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "tries",
                table: "import_batches");
        }
    }
}
