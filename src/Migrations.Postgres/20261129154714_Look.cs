using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Look : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "foot_links",
                table: "communities",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "rest_code_blocks",
                table: "articles",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rest_pictures",
                table: "articles",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rest_words",
                table: "articles",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "community_pages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    page = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    markdown = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false),
                    changed_by = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_pages", x => x.id);
                    table.ForeignKey(
                        name: "FK_community_pages_members_changed_by",
                        column: x => x.changed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_title_id",
                table: "articles",
                columns: new[] { "community_id", "title", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_community_pages_changed_by",
                table: "community_pages",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_community_pages_community_id_page",
                table: "community_pages",
                columns: new[] { "community_id", "page" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "community_pages");

            migrationBuilder.DropIndex(
                name: "IX_articles_community_id_title_id",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "foot_links",
                table: "communities");

            migrationBuilder.DropColumn(
                name: "rest_code_blocks",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "rest_pictures",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "rest_words",
                table: "articles");
        }
    }
}
