using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Discussions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bookmarks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    of_community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bookmarks", x => x.id);
                    table.ForeignKey(
                        name: "FK_bookmarks_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => new { x.member_id, x.community_id, x.place });
                    table.ForeignKey(
                        name: "FK_drafts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mentions", x => new { x.post_kind, x.post_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_mentions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_revisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_by = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_revisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_revisions_members_replaced_by",
                        column: x => x.replaced_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posting_keys",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    asked = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting_keys", x => new { x.member_id, x.key });
                    table.ForeignKey(
                        name: "FK_posting_keys_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reaction_counts",
                columns: table => new
                {
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    members = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reaction_counts", x => new { x.thing_kind, x.thing_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "reactions",
                columns: table => new
                {
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reactions", x => new { x.thing_kind, x.thing_id, x.member_id, x.name });
                    table.ForeignKey(
                        name: "FK_reactions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "space_followers",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    following = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_space_followers", x => new { x.space_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_space_followers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "topics",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    space_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    about_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    about_id = table.Column<long>(type: "INTEGER", nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    last_number = table.Column<int>(type: "INTEGER", nullable: false),
                    replies = table.Column<int>(type: "INTEGER", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_by = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    excerpt = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topics", x => x.id);
                    table.ForeignKey(
                        name: "FK_topics_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_topics_members_last_by",
                        column: x => x.last_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "replies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    reply_to_id = table.Column<long>(type: "INTEGER", nullable: true),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    excerpt = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_replies", x => x.id);
                    table.ForeignKey(
                        name: "FK_replies_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_replies_replies_reply_to_id",
                        column: x => x.reply_to_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_replies_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "topic_closures",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_closures", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_topic_closures_members_closed_by",
                        column: x => x.closed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_topic_closures_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "topic_pins",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    pinned_by = table.Column<long>(type: "INTEGER", nullable: false),
                    pinned_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_pins", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_topic_pins_members_pinned_by",
                        column: x => x.pinned_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_topic_pins_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "topic_readers",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_read = table.Column<int>(type: "INTEGER", nullable: false),
                    following = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_readers", x => new { x.topic_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_topic_readers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_topic_readers_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "topic_tags",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tag = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_tags", x => new { x.topic_id, x.tag });
                    table.ForeignKey(
                        name: "FK_topic_tags_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accepted_answers",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reply_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted_by = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accepted_answers", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_accepted_answers_members_accepted_by",
                        column: x => x.accepted_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_accepted_answers_replies_reply_id",
                        column: x => x.reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_accepted_answers_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reply_votes",
                columns: table => new
                {
                    reply_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    value = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_votes", x => new { x.reply_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_reply_votes_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reply_votes_replies_reply_id",
                        column: x => x.reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accepted_answers_accepted_by",
                table: "accepted_answers",
                column: "accepted_by");

            migrationBuilder.CreateIndex(
                name: "IX_accepted_answers_reply_id",
                table: "accepted_answers",
                column: "reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_bookmarks_member_id_id",
                table: "bookmarks",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_bookmarks_member_id_thing_kind_thing_id",
                table: "bookmarks",
                columns: new[] { "member_id", "thing_kind", "thing_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_mentions_member_id",
                table: "mentions",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_revisions_post_kind_post_id_edition",
                table: "post_revisions",
                columns: new[] { "post_kind", "post_id", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_revisions_replaced_by",
                table: "post_revisions",
                column: "replaced_by");

            migrationBuilder.CreateIndex(
                name: "IX_posting_keys_at",
                table: "posting_keys",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_reactions_member_id",
                table: "reactions",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_replies_author_id",
                table: "replies",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_replies_community_id_author_id_id",
                table: "replies",
                columns: new[] { "community_id", "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_replies_reply_to_id",
                table: "replies",
                column: "reply_to_id");

            migrationBuilder.CreateIndex(
                name: "IX_replies_topic_id_number",
                table: "replies",
                columns: new[] { "topic_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_replies_topic_id_reply_to_id_score_id",
                table: "replies",
                columns: new[] { "topic_id", "reply_to_id", "score", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_reply_votes_member_id_at",
                table: "reply_votes",
                columns: new[] { "member_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_space_followers_member_id",
                table: "space_followers",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_topic_closures_closed_by",
                table: "topic_closures",
                column: "closed_by");

            migrationBuilder.CreateIndex(
                name: "IX_topic_pins_community_id",
                table: "topic_pins",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_topic_pins_pinned_by",
                table: "topic_pins",
                column: "pinned_by");

            migrationBuilder.CreateIndex(
                name: "IX_topic_readers_member_id",
                table: "topic_readers",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_topic_tags_community_id_tag_topic_id",
                table: "topic_tags",
                columns: new[] { "community_id", "tag", "topic_id" });

            migrationBuilder.CreateIndex(
                name: "IX_topics_about_kind_about_id",
                table: "topics",
                columns: new[] { "about_kind", "about_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_topics_author_id",
                table: "topics",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_topics_community_id_space_id_last_at_id",
                table: "topics",
                columns: new[] { "community_id", "space_id", "last_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_topics_last_by",
                table: "topics",
                column: "last_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accepted_answers");

            migrationBuilder.DropTable(
                name: "bookmarks");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "post_revisions");

            migrationBuilder.DropTable(
                name: "posting_keys");

            migrationBuilder.DropTable(
                name: "reaction_counts");

            migrationBuilder.DropTable(
                name: "reactions");

            migrationBuilder.DropTable(
                name: "reply_votes");

            migrationBuilder.DropTable(
                name: "space_followers");

            migrationBuilder.DropTable(
                name: "topic_closures");

            migrationBuilder.DropTable(
                name: "topic_pins");

            migrationBuilder.DropTable(
                name: "topic_readers");

            migrationBuilder.DropTable(
                name: "topic_tags");

            migrationBuilder.DropTable(
                name: "replies");

            migrationBuilder.DropTable(
                name: "topics");
        }
    }
}
