using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ConversationAndCare : Migration
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

            migrationBuilder.AddColumn<bool>(
                name: "is_bot",
                table: "members",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "foot_links",
                table: "communities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "rest_code_blocks",
                table: "articles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rest_pictures",
                table: "articles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rest_words",
                table: "articles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "bots",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    webhook_url = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    webhook_secret = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    suspended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bots", x => x.id);
                    table.ForeignKey(
                        name: "FK_bots_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bots_members_owner_id",
                        column: x => x.owner_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "built_in_bots",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    on_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    changed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: true),
                    hours = table.Column<int>(type: "INTEGER", nullable: false),
                    most_per_day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_built_in_bots", x => new { x.community_id, x.kind });
                    table.ForeignKey(
                        name: "FK_built_in_bots_members_changed_by",
                        column: x => x.changed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "built_in_deeds",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_built_in_deeds", x => new { x.community_id, x.kind, x.key });
                    table.ForeignKey(
                        name: "FK_built_in_deeds_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thing_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    held_for = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    claimed_by = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    turn = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cases", x => x.id);
                    table.ForeignKey(
                        name: "FK_cases_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_cases_members_claimed_by",
                        column: x => x.claimed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    people_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    slow_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    archived_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_number = table.Column<int>(type: "INTEGER", nullable: false),
                    last_change = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels", x => x.id);
                    table.ForeignKey(
                        name: "FK_channels_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chat_reachabilities",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    who_writes = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chat_reachabilities", x => x.member_id);
                    table.ForeignKey(
                        name: "FK_chat_reachabilities_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "chat_settings",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    keep_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chat_settings", x => x.community_id);
                });

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
                name: "community_pages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    page = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    changed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                name: "ignored_members",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ignored_id = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ignored_members", x => new { x.member_id, x.ignored_id });
                    table.ForeignKey(
                        name: "FK_ignored_members_members_ignored_id",
                        column: x => x.ignored_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ignored_members_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "polls",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: true),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    question = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    min = table.Column<int>(type: "INTEGER", nullable: false),
                    max = table.Column<int>(type: "INTEGER", nullable: false),
                    ballots = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    results = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    may_change = table.Column<bool>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    ends_local = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ends_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_by = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    asked = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_polls", x => x.id);
                    table.ForeignKey(
                        name: "FK_polls_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rounds = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    fetch_error = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_reviews_members_author_id",
                        column: x => x.author_id,
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
                name: "bot_buttons",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    post_kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    style = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_buttons", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_buttons_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bot_commands",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    options = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    users = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_commands", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_commands_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bot_interactions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    bot_id = table.Column<long>(type: "INTEGER", nullable: false),
                    asker_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ticket = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    options = table.Column<string>(type: "TEXT", nullable: false),
                    place_kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    deferred_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lost_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer_html = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bot_interactions", x => x.id);
                    table.ForeignKey(
                        name: "FK_bot_interactions_bots_bot_id",
                        column: x => x.bot_id,
                        principalTable: "bots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_bot_interactions_members_asker_id",
                        column: x => x.asker_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    case_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reporter_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.id);
                    table.ForeignKey(
                        name: "FK_reports_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_reports_members_reporter_id",
                        column: x => x.reporter_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sanctions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    case_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    every_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    imposed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    restriction_id = table.Column<long>(type: "INTEGER", nullable: true),
                    lifted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lifted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_post_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sanctions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sanctions_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_sanctions_members_imposed_by",
                        column: x => x.imposed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_sanctions_members_lifted_by",
                        column: x => x.lifted_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_sanctions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_bars",
                columns: table => new
                {
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    set_by = table.Column<long>(type: "INTEGER", nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_bars", x => new { x.channel_id, x.member_id, x.kind });
                    table.ForeignKey(
                        name: "FK_channel_bars_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_bars_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_channel_bars_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_people",
                columns: table => new
                {
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_people", x => new { x.channel_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_channel_people_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_people_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_reads",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_read = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_reads", x => new { x.member_id, x.channel_id, x.thread_id });
                    table.ForeignKey(
                        name: "FK_channel_reads_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_channel_reads_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    reply_to_id = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<int>(type: "INTEGER", nullable: false),
                    replied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    has_files = table.Column<bool>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    change = table.Column<long>(type: "INTEGER", nullable: false),
                    is_unindexed = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_messages_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_messages_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "poll_ballots",
                columns: table => new
                {
                    poll_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    choices = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_poll_ballots", x => new { x.poll_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_poll_ballots_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_poll_ballots_polls_poll_id",
                        column: x => x.poll_id,
                        principalTable: "polls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "poll_options",
                columns: table => new
                {
                    poll_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_poll_options", x => new { x.poll_id, x.number });
                    table.ForeignKey(
                        name: "FK_poll_options_polls_poll_id",
                        column: x => x.poll_id,
                        principalTable: "polls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_comments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    review_id = table.Column<long>(type: "INTEGER", nullable: false),
                    thread_id = table.Column<long>(type: "INTEGER", nullable: true),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    side = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from_line = table.Column<int>(type: "INTEGER", nullable: false),
                    to_line = table.Column<int>(type: "INTEGER", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    outdated_in = table.Column<int>(type: "INTEGER", nullable: true),
                    resolved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    resolved_by = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_in = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_comments", x => x.id);
                    table.ForeignKey(
                        name: "FK_review_comments_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_review_comments_review_comments_thread_id",
                        column: x => x.thread_id,
                        principalTable: "review_comments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_review_comments_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "topic_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    review_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    asked_by = table.Column<long>(type: "INTEGER", nullable: false),
                    of = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    due_local = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reminded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    over_told_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_requests", x => x.id);
                    table.ForeignKey(
                        name: "FK_review_requests_members_asked_by",
                        column: x => x.asked_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_review_requests_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_review_requests_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "topic_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_rounds",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    diff = table.Column<string>(type: "TEXT", nullable: false),
                    files = table.Column<int>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<int>(type: "INTEGER", nullable: false),
                    suggestion_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_rounds", x => new { x.review_id, x.number });
                    table.ForeignKey(
                        name: "FK_review_rounds_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "topic_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_verdicts",
                columns: table => new
                {
                    review_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_verdicts", x => new { x.review_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_review_verdicts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_review_verdicts_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "topic_id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "verdicts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    case_id = table.Column<long>(type: "INTEGER", nullable: false),
                    turn = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    grounds = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    has_acted = table.Column<bool>(type: "INTEGER", nullable: false),
                    sanction_id = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verdicts", x => x.id);
                    table.ForeignKey(
                        name: "FK_verdicts_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_verdicts_members_decided_by",
                        column: x => x.decided_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_verdicts_members_undone_by",
                        column: x => x.undone_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_verdicts_sanctions_sanction_id",
                        column: x => x.sanction_id,
                        principalTable: "sanctions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_files",
                columns: table => new
                {
                    message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 1200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_files", x => new { x.message_id, x.file_id });
                    table.ForeignKey(
                        name: "FK_message_files_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
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

            migrationBuilder.CreateTable(
                name: "appeals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    case_id = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict_id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appeals", x => x.id);
                    table.ForeignKey(
                        name: "FK_appeals_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_appeals_verdicts_verdict_id",
                        column: x => x.verdict_id,
                        principalTable: "verdicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_topics_community_id_author_id_id",
                table: "topics",
                columns: new[] { "community_id", "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_title_id",
                table: "articles",
                columns: new[] { "community_id", "title", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_appeals_case_id",
                table: "appeals",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_appeals_verdict_id",
                table: "appeals",
                column: "verdict_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_buttons_bot_id",
                table: "bot_buttons",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_buttons_post_kind_post_id_place",
                table: "bot_buttons",
                columns: new[] { "post_kind", "post_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_commands_bot_id",
                table: "bot_commands",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_commands_community_id_name",
                table: "bot_commands",
                columns: new[] { "community_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_asked_at",
                table: "bot_interactions",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_asker_id_asked_at",
                table: "bot_interactions",
                columns: new[] { "asker_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_bot_id",
                table: "bot_interactions",
                column: "bot_id");

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_community_id_asker_id_key",
                table: "bot_interactions",
                columns: new[] { "community_id", "asker_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bot_interactions_ticket",
                table: "bot_interactions",
                column: "ticket",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bots_community_id",
                table: "bots",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_bots_member_id",
                table: "bots",
                column: "member_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bots_owner_id",
                table: "bots",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "IX_built_in_bots_changed_by",
                table: "built_in_bots",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_built_in_deeds_community_id_kind_member_id_at",
                table: "built_in_deeds",
                columns: new[] { "community_id", "kind", "member_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_built_in_deeds_member_id",
                table: "built_in_deeds",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_cases_author_id",
                table: "cases",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_cases_claimed_by",
                table: "cases",
                column: "claimed_by");

            migrationBuilder.CreateIndex(
                name: "IX_cases_community_id_author_id_id",
                table: "cases",
                columns: new[] { "community_id", "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_community_id_state_id",
                table: "cases",
                columns: new[] { "community_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_open",
                table: "cases",
                columns: new[] { "community_id", "thing_kind", "thing_id" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_channel_bars_member_id",
                table: "channel_bars",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_channel_bars_set_by",
                table: "channel_bars",
                column: "set_by");

            migrationBuilder.CreateIndex(
                name: "IX_channel_people_community_id_member_id",
                table: "channel_people",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_channel_people_member_id",
                table: "channel_people",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_channel_reads_channel_id",
                table: "channel_reads",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_channels_community_id_people_key",
                table: "channels",
                columns: new[] { "community_id", "people_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_channels_community_id_space_id_place",
                table: "channels",
                columns: new[] { "community_id", "space_id", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_created_by",
                table: "channels",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_community_joins_community_id_at",
                table: "community_joins",
                columns: new[] { "community_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_community_joins_member_id",
                table: "community_joins",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_community_pages_changed_by",
                table: "community_pages",
                column: "changed_by");

            migrationBuilder.CreateIndex(
                name: "IX_community_pages_community_id_page",
                table: "community_pages",
                columns: new[] { "community_id", "page" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ignored_members_ignored_id",
                table: "ignored_members",
                column: "ignored_id");

            migrationBuilder.CreateIndex(
                name: "IX_join_floods_community_id_ended_at",
                table: "join_floods",
                columns: new[] { "community_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_join_floods_ended_by",
                table: "join_floods",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "IX_messages_author_id_channel_id_id",
                table: "messages",
                columns: new[] { "author_id", "channel_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_author_id_key",
                table: "messages",
                columns: new[] { "channel_id", "author_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_change",
                table: "messages",
                columns: new[] { "channel_id", "change" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_id_thread_id_number",
                table: "messages",
                columns: new[] { "channel_id", "thread_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_unindexed",
                table: "messages",
                column: "id",
                filter: "is_unindexed IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_poll_ballots_member_id",
                table: "poll_ballots",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_poll_ballots_poll_id_choices",
                table: "poll_ballots",
                columns: new[] { "poll_id", "choices" });

            migrationBuilder.CreateIndex(
                name: "IX_polls_author_id_key",
                table: "polls",
                columns: new[] { "author_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_polls_code",
                table: "polls",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_case_id_reporter_id",
                table: "reports",
                columns: new[] { "case_id", "reporter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_reporter_id_at",
                table: "reports",
                columns: new[] { "reporter_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_review_comments_author_id",
                table: "review_comments",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_review_comments_review_id_id",
                table: "review_comments",
                columns: new[] { "review_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_review_comments_thread_id",
                table: "review_comments",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "IX_review_requests_asked_by",
                table: "review_requests",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "IX_review_requests_member_id",
                table: "review_requests",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_review_requests_review_id_key",
                table: "review_requests",
                columns: new[] { "review_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_review_verdicts_member_id",
                table: "review_verdicts",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_reviews_author_id",
                table: "reviews",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_case_id",
                table: "sanctions",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_imposed_by",
                table: "sanctions",
                column: "imposed_by");

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_lifted_by",
                table: "sanctions",
                column: "lifted_by");

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_member_id_community_id_kind",
                table: "sanctions",
                columns: new[] { "member_id", "community_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_restriction_id",
                table: "sanctions",
                column: "restriction_id");

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
                name: "IX_verdicts_case_id_turn",
                table: "verdicts",
                columns: new[] { "case_id", "turn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_verdicts_community_id_id",
                table: "verdicts",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_verdicts_decided_by",
                table: "verdicts",
                column: "decided_by");

            migrationBuilder.CreateIndex(
                name: "IX_verdicts_sanction_id",
                table: "verdicts",
                column: "sanction_id");

            migrationBuilder.CreateIndex(
                name: "IX_verdicts_undone_by",
                table: "verdicts",
                column: "undone_by");

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
                name: "appeals");

            migrationBuilder.DropTable(
                name: "bot_buttons");

            migrationBuilder.DropTable(
                name: "bot_commands");

            migrationBuilder.DropTable(
                name: "bot_interactions");

            migrationBuilder.DropTable(
                name: "built_in_bots");

            migrationBuilder.DropTable(
                name: "built_in_deeds");

            migrationBuilder.DropTable(
                name: "channel_bars");

            migrationBuilder.DropTable(
                name: "channel_people");

            migrationBuilder.DropTable(
                name: "channel_reads");

            migrationBuilder.DropTable(
                name: "chat_reachabilities");

            migrationBuilder.DropTable(
                name: "chat_settings");

            migrationBuilder.DropTable(
                name: "community_joins");

            migrationBuilder.DropTable(
                name: "community_pages");

            migrationBuilder.DropTable(
                name: "held_reasons");

            migrationBuilder.DropTable(
                name: "ignored_members");

            migrationBuilder.DropTable(
                name: "join_floods");

            migrationBuilder.DropTable(
                name: "message_files");

            migrationBuilder.DropTable(
                name: "poll_ballots");

            migrationBuilder.DropTable(
                name: "poll_options");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "review_comments");

            migrationBuilder.DropTable(
                name: "review_requests");

            migrationBuilder.DropTable(
                name: "review_rounds");

            migrationBuilder.DropTable(
                name: "review_verdicts");

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
                name: "verdicts");

            migrationBuilder.DropTable(
                name: "bots");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "polls");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "screening_trials");

            migrationBuilder.DropTable(
                name: "sanctions");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropTable(
                name: "word_lists");

            migrationBuilder.DropTable(
                name: "cases");

            migrationBuilder.DropIndex(
                name: "IX_topics_community_id_author_id_id",
                table: "topics");

            migrationBuilder.DropIndex(
                name: "IX_articles_community_id_title_id",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "seconds_read",
                table: "topic_readers");

            migrationBuilder.DropColumn(
                name: "is_bot",
                table: "members");

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
