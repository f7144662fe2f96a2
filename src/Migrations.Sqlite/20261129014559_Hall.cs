using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Hall : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_search_texts_articles_article_id",
                table: "search_texts");

            migrationBuilder.DropPrimaryKey(
                name: "PK_search_texts",
                table: "search_texts");

            migrationBuilder.AddColumn<long>(
                name: "post_tier_id",
                table: "spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "posting",
                table: "spaces",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Team");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "search_texts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "article");

            migrationBuilder.AddColumn<DateTime>(
                name: "at",
                table: "search_texts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "author_id",
                table: "search_texts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "free_scope",
                table: "search_texts",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "index_version",
                table: "search_texts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_listed",
                table: "search_texts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "title",
                table: "search_texts",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "whole_scope",
                table: "search_texts",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "face",
                table: "members",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "logo",
                table: "communities",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_search_texts",
                table: "search_texts",
                columns: new[] { "kind", "article_id" });

            migrationBuilder.CreateTable(
                name: "former_handles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    handle_key = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    given_up_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_former_handles", x => x.id);
                    table.ForeignKey(
                        name: "FK_former_handles_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "helpful_votes",
                columns: table => new
                {
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    helpful = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_helpful_votes", x => new { x.thing_kind, x.thing_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_helpful_votes_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_profiles",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    handle = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    handle_key = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    bio = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    bio_html = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    links = table.Column<string>(type: "TEXT", maxLength: 1505, nullable: false),
                    is_shown = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_listed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_member_profiles", x => x.member_id);
                    table.ForeignKey(
                        name: "FK_member_profiles_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "owned_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    owner_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    added_by = table.Column<long>(type: "INTEGER", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    unused_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_owned_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_owned_files_members_added_by",
                        column: x => x.added_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    excerpt = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    licence = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    licence_text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    access = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    downloads = table.Column<long>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resources", x => x.id);
                    table.ForeignKey(
                        name: "FK_resources_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "picture_forms",
                columns: table => new
                {
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_picture_forms", x => new { x.file_id, x.width });
                    table.ForeignKey(
                        name: "FK_picture_forms_owned_files_file_id",
                        column: x => x.file_id,
                        principalTable: "owned_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "resource_downloads",
                columns: table => new
                {
                    resource_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_downloads", x => new { x.resource_id, x.member_id, x.day });
                    table.ForeignKey(
                        name: "FK_resource_downloads_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_resource_downloads_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "resource_versions",
                columns: table => new
                {
                    resource_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_code = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    added_by = table.Column<long>(type: "INTEGER", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_versions", x => new { x.resource_id, x.number });
                    table.ForeignKey(
                        name: "FK_resource_versions_members_added_by",
                        column: x => x.added_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_resource_versions_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_search_texts_index_version",
                table: "search_texts",
                column: "index_version");

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_author_id_published_at_id",
                table: "articles",
                columns: new[] { "community_id", "author_id", "published_at", "id" },
                filter: "published_at IS NOT NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_former_handles_handle_key_given_up_at",
                table: "former_handles",
                columns: new[] { "handle_key", "given_up_at" });

            migrationBuilder.CreateIndex(
                name: "IX_former_handles_member_id",
                table: "former_handles",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_helpful_votes_community_id_thing_kind_thing_id_helpful",
                table: "helpful_votes",
                columns: new[] { "community_id", "thing_kind", "thing_id", "helpful" });

            migrationBuilder.CreateIndex(
                name: "IX_helpful_votes_member_id",
                table: "helpful_votes",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_member_profiles_handle",
                table: "member_profiles",
                column: "handle");

            migrationBuilder.CreateIndex(
                name: "IX_member_profiles_handle_key",
                table: "member_profiles",
                column: "handle_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_added_by",
                table: "owned_files",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_code",
                table: "owned_files",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_community_id",
                table: "owned_files",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_owner_kind_owner_id",
                table: "owned_files",
                columns: new[] { "owner_kind", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_sha256",
                table: "owned_files",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_owned_files_unused_since",
                table: "owned_files",
                column: "unused_since");

            migrationBuilder.CreateIndex(
                name: "IX_picture_forms_sha256",
                table: "picture_forms",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_resource_downloads_member_id",
                table: "resource_downloads",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_resource_versions_added_by",
                table: "resource_versions",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "IX_resources_author_id",
                table: "resources",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_resources_community_id_space_id_id",
                table: "resources",
                columns: new[] { "community_id", "space_id", "id" });

            Guards.EmptySearch(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "former_handles");

            migrationBuilder.DropTable(
                name: "helpful_votes");

            migrationBuilder.DropTable(
                name: "member_profiles");

            migrationBuilder.DropTable(
                name: "picture_forms");

            migrationBuilder.DropTable(
                name: "resource_downloads");

            migrationBuilder.DropTable(
                name: "resource_versions");

            migrationBuilder.DropTable(
                name: "owned_files");

            migrationBuilder.DropTable(
                name: "resources");

            migrationBuilder.DropPrimaryKey(
                name: "PK_search_texts",
                table: "search_texts");

            migrationBuilder.DropIndex(
                name: "IX_search_texts_index_version",
                table: "search_texts");

            migrationBuilder.DropIndex(
                name: "IX_articles_community_id_author_id_published_at_id",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "post_tier_id",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "posting",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "at",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "author_id",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "free_scope",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "index_version",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "is_listed",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "title",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "whole_scope",
                table: "search_texts");

            migrationBuilder.DropColumn(
                name: "face",
                table: "members");

            migrationBuilder.DropColumn(
                name: "logo",
                table: "communities");

            migrationBuilder.DropColumn(
                name: "cover",
                table: "articles");

            migrationBuilder.AddPrimaryKey(
                name: "PK_search_texts",
                table: "search_texts",
                column: "article_id");

            migrationBuilder.AddForeignKey(
                name: "FK_search_texts_articles_article_id",
                table: "search_texts",
                column: "article_id",
                principalTable: "articles",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
