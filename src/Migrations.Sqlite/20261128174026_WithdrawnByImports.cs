using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WithdrawnByImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "has_withdrawn",
                table: "import_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "has_withdrawn",
                table: "import_items");
        }
    }
}
