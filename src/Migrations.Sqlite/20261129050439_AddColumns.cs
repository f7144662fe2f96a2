using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "planned",
                table: "spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sorting",
                table: "spaces",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Arranged");

            migrationBuilder.AddColumn<string>(
                name: "promise",
                table: "communities",
                type: "TEXT",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "questions_html",
                table: "communities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "questions_markdown",
                table: "communities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "article_reads",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    through = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_reads", x => x.article_id);
                    table.ForeignKey(
                        name: "FK_article_reads_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "column_entries",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<int>(type: "INTEGER", nullable: false),
                    is_shown = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_column_entries", x => x.article_id);
                    table.ForeignKey(
                        name: "FK_column_entries_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "column_orders",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    arranged_by = table.Column<long>(type: "INTEGER", nullable: false),
                    arranged_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_column_orders", x => x.space_id);
                    table.ForeignKey(
                        name: "FK_column_orders_members_arranged_by",
                        column: x => x.arranged_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reading_progress",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    per_mille = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reading_progress", x => new { x.member_id, x.article_id });
                    table.ForeignKey(
                        name: "FK_reading_progress_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_reading_progress_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_article_reads_community_id_count",
                table: "article_reads",
                columns: new[] { "community_id", "count" });

            migrationBuilder.CreateIndex(
                name: "IX_column_entries_community_id_is_shown_space_id",
                table: "column_entries",
                columns: new[] { "community_id", "is_shown", "space_id" });

            migrationBuilder.CreateIndex(
                name: "IX_column_entries_space_id_is_shown_position_article_id",
                table: "column_entries",
                columns: new[] { "space_id", "is_shown", "position", "article_id" });

            migrationBuilder.CreateIndex(
                name: "IX_column_orders_arranged_by",
                table: "column_orders",
                column: "arranged_by");

            migrationBuilder.CreateIndex(
                name: "IX_reading_progress_article_id",
                table: "reading_progress",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "IX_reading_progress_member_id_community_id_at",
                table: "reading_progress",
                columns: new[] { "member_id", "community_id", "at" });

            Guards.FillColumns(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_reads");

            migrationBuilder.DropTable(
                name: "column_entries");

            migrationBuilder.DropTable(
                name: "column_orders");

            migrationBuilder.DropTable(
                name: "reading_progress");

            migrationBuilder.DropColumn(
                name: "planned",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "sorting",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "promise",
                table: "communities");

            migrationBuilder.DropColumn(
                name: "questions_html",
                table: "communities");

            migrationBuilder.DropColumn(
                name: "questions_markdown",
                table: "communities");
        }
    }
}
