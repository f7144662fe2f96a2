using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddScreening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "seconds_read",
                table: "topic_readers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "community_joins",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_joins", x => new { x.community_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_community_joins_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "held_reasons",
                columns: table => new
                {
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_held_reasons", x => new { x.post_kind, x.post_id });
                });

            migrationBuilder.CreateTable(
                name: "join_floods",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    joins_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    began_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    joins = table.Column<int>(type: "INTEGER", nullable: false),
                    networks = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_join_floods", x => x.id);
                    table.ForeignKey(
                        name: "FK_join_floods_members_ended_by",
                        column: x => x.ended_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screening_rules",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    switched_on_by = table.Column<long>(type: "INTEGER", nullable: false),
                    switched_on_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_screening_rules", x => new { x.community_id, x.kind });
                    table.ForeignKey(
                        name: "FK_screening_rules_members_switched_on_by",
                        column: x => x.switched_on_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screening_settings",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    numbers = table.Column<string>(type: "TEXT", nullable: false),
                    changed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_screening_settings", x => x.community_id);
                    table.ForeignKey(
                        name: "FK_screening_settings_members_changed_by",
                        column: x => x.changed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "spam_learned",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    weights = table.Column<byte[]>(type: "BLOB", nullable: false),
                    spam = table.Column<int>(type: "INTEGER", nullable: false),
                    ham = table.Column<int>(type: "INTEGER", nullable: false),
                    spam_found = table.Column<int>(type: "INTEGER", nullable: false),
                    spam_missed = table.Column<int>(type: "INTEGER", nullable: false),
                    ham_flagged = table.Column<int>(type: "INTEGER", nullable: false),
                    ham_passed = table.Column<int>(type: "INTEGER", nullable: false),
                    learned_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spam_learned", x => x.community_id);
                });

            migrationBuilder.CreateTable(
                name: "trust_standings",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    below_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    locked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    locked_by = table.Column<long>(type: "INTEGER", nullable: true),
                    lock_reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trust_standings", x => new { x.community_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_trust_standings_members_locked_by",
                        column: x => x.locked_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_trust_standings_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_days",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_days", x => new { x.community_id, x.member_id, x.day });
                    table.ForeignKey(
                        name: "FK_visit_days_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "word_lists",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    live_through = table.Column<long>(type: "INTEGER", nullable: true),
                    live_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    live_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_word_lists", x => x.id);
                    table.ForeignKey(
                        name: "FK_word_lists_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_word_lists_members_live_by",
                        column: x => x.live_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screening_trials",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    list_id = table.Column<long>(type: "INTEGER", nullable: true),
                    through = table.Column<long>(type: "INTEGER", nullable: true),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    started_by = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    looked = table.Column<int>(type: "INTEGER", nullable: false),
                    caught = table.Column<int>(type: "INTEGER", nullable: false),
                    of_trusted = table.Column<int>(type: "INTEGER", nullable: false),
                    of_refused = table.Column<int>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_screening_trials", x => x.id);
                    table.ForeignKey(
                        name: "FK_screening_trials_members_started_by",
                        column: x => x.started_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_screening_trials_word_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "word_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watched_words",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    list_id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    form = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    pinyin = table.Column<bool>(type: "INTEGER", nullable: false),
                    added_by = table.Column<long>(type: "INTEGER", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watched_words", x => x.id);
                    table.ForeignKey(
                        name: "FK_watched_words_members_added_by",
                        column: x => x.added_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_watched_words_word_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "word_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "screening_trial_catches",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    is_trusted = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_screening_trial_catches", x => new { x.trial_id, x.number });
                    table.ForeignKey(
                        name: "FK_screening_trial_catches_screening_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "screening_trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_topics_community_id_author_id_id",
                table: "topics",
                columns: new[] { "community_id", "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_community_joins_community_id_at",
                table: "community_joins",
                columns: new[] { "community_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_community_joins_member_id",
                table: "community_joins",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_join_floods_community_id_ended_at",
                table: "join_floods",
                columns: new[] { "community_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_join_floods_ended_by",
                table: "join_floods",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "IX_screening_rules_switched_on_by",
                table: "screening_rules",
                column: "switched_on_by");

            migrationBuilder.CreateIndex(
                name: "IX_screening_settings_changed_by",
                table: "screening_settings",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_screening_trials_community_id_kind_id",
                table: "screening_trials",
                columns: new[] { "community_id", "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_screening_trials_list_id",
                table: "screening_trials",
                column: "list_id");

            migrationBuilder.CreateIndex(
                name: "IX_screening_trials_started_by",
                table: "screening_trials",
                column: "started_by");

            migrationBuilder.CreateIndex(
                name: "IX_trust_standings_community_id_level_member_id",
                table: "trust_standings",
                columns: new[] { "community_id", "level", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_trust_standings_locked_by",
                table: "trust_standings",
                column: "locked_by");

            migrationBuilder.CreateIndex(
                name: "IX_trust_standings_member_id",
                table: "trust_standings",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_visit_days_member_id",
                table: "visit_days",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_watched_words_added_by",
                table: "watched_words",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "IX_watched_words_community_id_id",
                table: "watched_words",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_watched_words_list_id_form",
                table: "watched_words",
                columns: new[] { "list_id", "form" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_word_lists_community_id_name",
                table: "word_lists",
                columns: new[] { "community_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_word_lists_created_by",
                table: "word_lists",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_word_lists_live_by",
                table: "word_lists",
                column: "live_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "community_joins");

            migrationBuilder.DropTable(
                name: "held_reasons");

            migrationBuilder.DropTable(
                name: "join_floods");

            migrationBuilder.DropTable(
                name: "screening_rules");

            migrationBuilder.DropTable(
                name: "screening_settings");

            migrationBuilder.DropTable(
                name: "screening_trial_catches");

            migrationBuilder.DropTable(
                name: "spam_learned");

            migrationBuilder.DropTable(
                name: "trust_standings");

            migrationBuilder.DropTable(
                name: "visit_days");

            migrationBuilder.DropTable(
                name: "watched_words");

            migrationBuilder.DropTable(
                name: "screening_trials");

            migrationBuilder.DropTable(
                name: "word_lists");

            migrationBuilder.DropIndex(
                name: "IX_topics_community_id_author_id_id",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "seconds_read",
                table: "topic_readers");
        }
    }
}
