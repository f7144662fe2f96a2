using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddImportTriesAndReplacedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "replaced_id",
                table: "import_items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tries",
                table: "import_batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_import_items_replaced_id",
                table: "import_items",
                column: "replaced_id",
                filter: "replaced_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_import_items_replaced_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "replaced_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "tries",
                table: "import_batches");
        }
    }
}
