using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WholeRooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_review_comments_author_id",
                table: "review_comments");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "word_lists",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Other");

            migrationBuilder.AddColumn<long>(
                name: "merged_into_id",
                table: "topics",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "moves",
                table: "topics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "edited_at",
                table: "review_comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key",
                table: "review_comments",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "at_hour",
                table: "built_in_bots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 9);

            migrationBuilder.AddColumn<string>(
                name: "rhythm",
                table: "built_in_bots",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Weekly");

            migrationBuilder.AddColumn<long>(
                name: "space_id",
                table: "built_in_bots",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "weekday",
                table: "built_in_bots",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Monday");

            migrationBuilder.CreateTable(
                name: "incomes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    stream = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    into = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    entered_by_id = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    entry_key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incomes", x => x.id);
                    table.ForeignKey(
                        name: "FK_incomes_members_entered_by_id",
                        column: x => x.entered_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "link_previews",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    site = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    failure = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    fetched_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    posted_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_link_previews", x => new { x.community_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "reply_moves",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    to_topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    first_reply_id = table.Column<long>(type: "INTEGER", nullable: false),
                    replies = table.Column<int>(type: "INTEGER", nullable: false),
                    moved_by = table.Column<long>(type: "INTEGER", nullable: false),
                    moved_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_moves", x => x.id);
                    table.ForeignKey(
                        name: "FK_reply_moves_members_moved_by",
                        column: x => x.moved_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reply_moves_replies_first_reply_id",
                        column: x => x.first_reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reply_moves_topics_from_topic_id",
                        column: x => x.from_topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reply_moves_topics_to_topic_id",
                        column: x => x.to_topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reputations",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    points = table.Column<int>(type: "INTEGER", nullable: false),
                    reckoned_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reputations", x => new { x.community_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_reputations_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "left_places",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reply_id = table.Column<long>(type: "INTEGER", nullable: false),
                    move_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_left_places", x => new { x.topic_id, x.number });
                    table.ForeignKey(
                        name: "FK_left_places_replies_reply_id",
                        column: x => x.reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_left_places_reply_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "reply_moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_left_places_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_topics_merged_into_id",
                table: "topics",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "IX_revocations_effective_at",
                table: "revocations",
                column: "effective_at");

            migrationBuilder.CreateIndex(
                name: "IX_review_comments_author_id_key",
                table: "review_comments",
                columns: new[] { "author_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_restrictions_starts_at",
                table: "restrictions",
                column: "starts_at");

            migrationBuilder.CreateIndex(
                name: "IX_reply_votes_community_id_author_id",
                table: "reply_votes",
                columns: new[] { "community_id", "author_id" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_ends_at",
                table: "grants",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_incomes_community_id_entry_key",
                table: "incomes",
                columns: new[] { "community_id", "entry_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_incomes_community_id_number",
                table: "incomes",
                columns: new[] { "community_id", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_incomes_community_id_stream_currency_at",
                table: "incomes",
                columns: new[] { "community_id", "stream", "currency", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_incomes_entered_by_id",
                table: "incomes",
                column: "entered_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_left_places_move_id",
                table: "left_places",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "IX_left_places_reply_id",
                table: "left_places",
                column: "reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_link_previews_community_id_fetched_at",
                table: "link_previews",
                columns: new[] { "community_id", "fetched_at" });

            migrationBuilder.CreateIndex(
                name: "IX_reply_moves_first_reply_id",
                table: "reply_moves",
                column: "first_reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_reply_moves_from_topic_id",
                table: "reply_moves",
                column: "from_topic_id");

            migrationBuilder.CreateIndex(
                name: "IX_reply_moves_moved_by",
                table: "reply_moves",
                column: "moved_by");

            migrationBuilder.CreateIndex(
                name: "IX_reply_moves_to_topic_id_first_reply_id",
                table: "reply_moves",
                columns: new[] { "to_topic_id", "first_reply_id" });

            migrationBuilder.CreateIndex(
                name: "IX_reputations_member_id",
                table: "reputations",
                column: "member_id");
            migrationBuilder.GuardIncome();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incomes");

            migrationBuilder.DropTable(
                name: "left_places");

            migrationBuilder.DropTable(
                name: "link_previews");

            migrationBuilder.DropTable(
                name: "reputations");

            migrationBuilder.DropTable(
                name: "reply_moves");

            migrationBuilder.DropIndex(
                name: "IX_topics_merged_into_id",
                table: "topics");

            migrationBuilder.DropIndex(
                name: "IX_revocations_effective_at",
                table: "revocations");

            migrationBuilder.DropIndex(
                name: "IX_review_comments_author_id_key",
                table: "review_comments");

            migrationBuilder.DropIndex(
                name: "IX_restrictions_starts_at",
                table: "restrictions");

            migrationBuilder.DropIndex(
                name: "IX_reply_votes_community_id_author_id",
                table: "reply_votes");

            migrationBuilder.DropIndex(
                name: "IX_grants_ends_at",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "word_lists");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "moves",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "edited_at",
                table: "review_comments");

            migrationBuilder.DropColumn(
                name: "key",
                table: "review_comments");

            migrationBuilder.DropColumn(
                name: "at_hour",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "rhythm",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "space_id",
                table: "built_in_bots");

            migrationBuilder.DropColumn(
                name: "weekday",
                table: "built_in_bots");

            migrationBuilder.CreateIndex(
                name: "IX_review_comments_author_id",
                table: "review_comments",
                column: "author_id");
        }
    }
}
