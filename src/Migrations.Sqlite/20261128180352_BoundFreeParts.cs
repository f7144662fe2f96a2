using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BoundFreeParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_articles_community_id_space_id_preview_blocks",
                table: "articles");

            migrationBuilder.AddColumn<string>(
                name: "full_excerpt",
                table: "articles",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "renderer_version",
                table: "articles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_space_id_preview_blocks_renderer_version",
                table: "articles",
                columns: new[] { "community_id", "space_id", "preview_blocks", "renderer_version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_articles_community_id_space_id_preview_blocks_renderer_version",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "full_excerpt",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "renderer_version",
                table: "articles");

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_space_id_preview_blocks",
                table: "articles",
                columns: new[] { "community_id", "space_id", "preview_blocks" });
        }
    }
}
