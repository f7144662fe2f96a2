using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PointsFacesAndMergers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "member_profiles",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "badge_awards",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    badge = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    given_by = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_badge_awards", x => x.id);
                    table.ForeignKey(
                        name: "FK_badge_awards_members_given_by",
                        column: x => x.given_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_badge_awards_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deeds",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    by_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    activity_id = table.Column<long>(type: "INTEGER", nullable: false),
                    stands = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_hidden = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deeds", x => x.id);
                    table.ForeignKey(
                        name: "FK_deeds_members_by_id",
                        column: x => x.by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_deeds_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_standings",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    lifetime = table.Column<long>(type: "INTEGER", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    level_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    hidden_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_member_standings", x => new { x.community_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_member_standings_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "own_badges",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    archived_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_own_badges", x => x.id);
                    table.ForeignKey(
                        name: "FK_own_badges_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_levels",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    threshold = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_levels", x => new { x.community_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "points_programs",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    min_trust = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    daily_points = table.Column<int>(type: "INTEGER", nullable: true),
                    valid_months = table.Column<int>(type: "INTEGER", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_programs", x => x.community_id);
                    table.ForeignKey(
                        name: "FK_points_programs_members_changed_by",
                        column: x => x.changed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_rules",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    deed = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    points = table.Column<int>(type: "INTEGER", nullable: false),
                    per_day = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_rules", x => new { x.community_id, x.deed });
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    stock = table.Column<int>(type: "INTEGER", nullable: true),
                    per_member = table.Column<int>(type: "INTEGER", nullable: true),
                    min_level = table.Column<int>(type: "INTEGER", nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    hours = table.Column<int>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    archived_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rewards", x => x.id);
                    table.ForeignKey(
                        name: "FK_rewards_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shown_headings",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    switched_on_by = table.Column<long>(type: "INTEGER", nullable: false),
                    switched_on_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shown_headings", x => x.space_id);
                    table.ForeignKey(
                        name: "FK_shown_headings_members_switched_on_by",
                        column: x => x.switched_on_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    within_days = table.Column<int>(type: "INTEGER", nullable: false),
                    for_days = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tier_rules", x => x.id);
                    table.ForeignKey(
                        name: "FK_tier_rules_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tier_rules_members_ended_by",
                        column: x => x.ended_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "undoable_moves",
                columns: table => new
                {
                    move_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    was_new = table.Column<bool>(type: "INTEGER", nullable: false),
                    text_reply_id = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_reply_id = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    pinned_by = table.Column<long>(type: "INTEGER", nullable: true),
                    pinned_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_undoable_moves", x => x.move_id);
                    table.ForeignKey(
                        name: "FK_undoable_moves_members_accepted_by",
                        column: x => x.accepted_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_undoable_moves_members_pinned_by",
                        column: x => x.pinned_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_undoable_moves_members_undone_by",
                        column: x => x.undone_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_undoable_moves_replies_accepted_reply_id",
                        column: x => x.accepted_reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_undoable_moves_replies_text_reply_id",
                        column: x => x.text_reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_undoable_moves_reply_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "reply_moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reward_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemptions", x => x.id);
                    table.ForeignKey(
                        name: "FK_redemptions_members_decided_by",
                        column: x => x.decided_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_redemptions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_redemptions_rewards_reward_id",
                        column: x => x.reward_id,
                        principalTable: "rewards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_awards",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tier_awards", x => x.id);
                    table.ForeignKey(
                        name: "FK_tier_awards_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tier_awards_tier_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "tier_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "undoable_followings",
                columns: table => new
                {
                    move_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    following = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_undoable_followings", x => new { x.move_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_undoable_followings_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_undoable_followings_undoable_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "undoable_moves",
                        principalColumn: "move_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "undoable_ties",
                columns: table => new
                {
                    move_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reply_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reply_to_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_undoable_ties", x => new { x.move_id, x.reply_id });
                    table.ForeignKey(
                        name: "FK_undoable_ties_replies_reply_id",
                        column: x => x.reply_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_undoable_ties_replies_reply_to_id",
                        column: x => x.reply_to_id,
                        principalTable: "replies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_undoable_ties_undoable_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "undoable_moves",
                        principalColumn: "move_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "points_transactions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    deed_id = table.Column<long>(type: "INTEGER", nullable: true),
                    redemption_id = table.Column<long>(type: "INTEGER", nullable: true),
                    by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_transactions", x => x.id);
                    table.ForeignKey(
                        name: "FK_points_transactions_deeds_deed_id",
                        column: x => x.deed_id,
                        principalTable: "deeds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_points_transactions_members_by_id",
                        column: x => x.by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_points_transactions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_points_transactions_redemptions_redemption_id",
                        column: x => x.redemption_id,
                        principalTable: "redemptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    lot_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_entries", x => x.id);
                    table.ForeignKey(
                        name: "FK_points_entries_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_points_entries_points_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "points_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_community_id_badge_id",
                table: "badge_awards",
                columns: new[] { "community_id", "badge", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_community_id_member_id_badge",
                table: "badge_awards",
                columns: new[] { "community_id", "member_id", "badge" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_given_by",
                table: "badge_awards",
                column: "given_by");

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_member_id",
                table: "badge_awards",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_deeds_by_id",
                table: "deeds",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "IX_deeds_community_id_at",
                table: "deeds",
                columns: new[] { "community_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_deeds_community_id_key",
                table: "deeds",
                columns: new[] { "community_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deeds_community_id_member_id_kind_at",
                table: "deeds",
                columns: new[] { "community_id", "member_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_deeds_community_id_thing_kind_thing_id",
                table: "deeds",
                columns: new[] { "community_id", "thing_kind", "thing_id" });

            migrationBuilder.CreateIndex(
                name: "IX_deeds_member_id",
                table: "deeds",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_member_standings_community_id_lifetime",
                table: "member_standings",
                columns: new[] { "community_id", "lifetime" });

            migrationBuilder.CreateIndex(
                name: "IX_member_standings_member_id",
                table: "member_standings",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_own_badges_created_by",
                table: "own_badges",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_points_entries_community_id_account_lot_at_member_id_amount",
                table: "points_entries",
                columns: new[] { "community_id", "account", "lot_at", "member_id", "amount" });

            migrationBuilder.CreateIndex(
                name: "IX_points_entries_community_id_member_id_account_lot_at_amount",
                table: "points_entries",
                columns: new[] { "community_id", "member_id", "account", "lot_at", "amount" });

            migrationBuilder.CreateIndex(
                name: "IX_points_entries_member_id",
                table: "points_entries",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_points_entries_transaction_id",
                table: "points_entries",
                column: "transaction_id");

            migrationBuilder.CreateIndex(
                name: "IX_points_programs_changed_by",
                table: "points_programs",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_by_id",
                table: "points_transactions",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_community_id_key",
                table: "points_transactions",
                columns: new[] { "community_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_community_id_member_id_day",
                table: "points_transactions",
                columns: new[] { "community_id", "member_id", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_community_id_member_id_id",
                table: "points_transactions",
                columns: new[] { "community_id", "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_deed_id",
                table: "points_transactions",
                column: "deed_id");

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_member_id",
                table: "points_transactions",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_points_transactions_redemption_id",
                table: "points_transactions",
                column: "redemption_id");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_community_id_member_id_key",
                table: "redemptions",
                columns: new[] { "community_id", "member_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_community_id_reward_id_state",
                table: "redemptions",
                columns: new[] { "community_id", "reward_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_community_id_state_id",
                table: "redemptions",
                columns: new[] { "community_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_community_id_topic_id",
                table: "redemptions",
                columns: new[] { "community_id", "topic_id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_decided_by",
                table: "redemptions",
                column: "decided_by");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_member_id",
                table: "redemptions",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_reward_id",
                table: "redemptions",
                column: "reward_id");

            migrationBuilder.CreateIndex(
                name: "IX_rewards_community_id_archived_at",
                table: "rewards",
                columns: new[] { "community_id", "archived_at" });

            migrationBuilder.CreateIndex(
                name: "IX_rewards_created_by",
                table: "rewards",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_shown_headings_community_id",
                table: "shown_headings",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_shown_headings_switched_on_by",
                table: "shown_headings",
                column: "switched_on_by");

            migrationBuilder.CreateIndex(
                name: "IX_tier_awards_community_id_member_id_ended_at",
                table: "tier_awards",
                columns: new[] { "community_id", "member_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_tier_awards_community_id_rule_id_member_id",
                table: "tier_awards",
                columns: new[] { "community_id", "rule_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tier_awards_member_id",
                table: "tier_awards",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_tier_awards_rule_id",
                table: "tier_awards",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "IX_tier_rules_community_id_ended_at",
                table: "tier_rules",
                columns: new[] { "community_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_tier_rules_created_by",
                table: "tier_rules",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_tier_rules_ended_by",
                table: "tier_rules",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_followings_member_id",
                table: "undoable_followings",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_accepted_by",
                table: "undoable_moves",
                column: "accepted_by");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_accepted_reply_id",
                table: "undoable_moves",
                column: "accepted_reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_pinned_by",
                table: "undoable_moves",
                column: "pinned_by");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_text_reply_id",
                table: "undoable_moves",
                column: "text_reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_undone_by",
                table: "undoable_moves",
                column: "undone_by");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_moves_until",
                table: "undoable_moves",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_ties_reply_id",
                table: "undoable_ties",
                column: "reply_id");

            migrationBuilder.CreateIndex(
                name: "IX_undoable_ties_reply_to_id",
                table: "undoable_ties",
                column: "reply_to_id");

            migrationBuilder.GuardPoints();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "badge_awards");

            migrationBuilder.DropTable(
                name: "member_standings");

            migrationBuilder.DropTable(
                name: "own_badges");

            migrationBuilder.DropTable(
                name: "points_entries");

            migrationBuilder.DropTable(
                name: "points_levels");

            migrationBuilder.DropTable(
                name: "points_programs");

            migrationBuilder.DropTable(
                name: "points_rules");

            migrationBuilder.DropTable(
                name: "shown_headings");

            migrationBuilder.DropTable(
                name: "tier_awards");

            migrationBuilder.DropTable(
                name: "undoable_followings");

            migrationBuilder.DropTable(
                name: "undoable_ties");

            migrationBuilder.DropTable(
                name: "points_transactions");

            migrationBuilder.DropTable(
                name: "tier_rules");

            migrationBuilder.DropTable(
                name: "undoable_moves");

            migrationBuilder.DropTable(
                name: "deeds");

            migrationBuilder.DropTable(
                name: "redemptions");

            migrationBuilder.DropTable(
                name: "rewards");

            migrationBuilder.DropColumn(
                name: "cover",
                table: "member_profiles");
        }
    }
}
