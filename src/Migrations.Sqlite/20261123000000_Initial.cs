using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    transaction = table.Column<long>(type: "INTEGER", nullable: false, defaultValueSql: "0"),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "failed_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    handler = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    activity_id = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    first_failed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_failed_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "handler_positions",
                columns: table => new
                {
                    handler = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    transaction = table.Column<long>(type: "INTEGER", nullable: false),
                    activity_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handler_positions", x => x.handler);
                });

            migrationBuilder.CreateTable(
                name: "job_runs",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_runs", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "ledger_transactions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    document_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    document_id = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_transactions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "members",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    is_owner = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "processor_secrets",
                columns: table => new
                {
                    processor = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    secret = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_processor_secrets", x => x.processor);
                });

            migrationBuilder.CreateTable(
                name: "setup_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    token_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setup_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "test_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    copies_left = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "test_payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    order_code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    return_path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    scenario = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    declined_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    pays_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    captured = table.Column<long>(type: "INTEGER", nullable: false),
                    fee = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_payments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tiers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    is_free = table.Column<bool>(type: "INTEGER", nullable: false),
                    benefit_lines = table.Column<string>(type: "TEXT", maxLength: 1452, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    processor = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    copies = table.Column<int>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    processed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    transaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => x.id);
                    table.ForeignKey(
                        name: "FK_ledger_entries_ledger_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalTable: "ledger_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_code_step = table.Column<long>(type: "INTEGER", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.id);
                    table.ForeignKey(
                        name: "FK_accounts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_tokens_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    appointed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointments", x => x.id);
                    table.ForeignKey(
                        name: "FK_appointments_members_appointed_by",
                        column: x => x.appointed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_appointments_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    space_id = table.Column<long>(type: "INTEGER", nullable: false),
                    author_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    access = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revised_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    external_key = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    source_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    imported_version = table.Column<int>(type: "INTEGER", nullable: true),
                    excerpt = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    word_count = table.Column<int>(type: "INTEGER", nullable: false),
                    preview_blocks = table.Column<int>(type: "INTEGER", nullable: false),
                    preview_headings = table.Column<string>(type: "TEXT", nullable: false),
                    headings = table.Column<string>(type: "TEXT", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    preview_html = table.Column<string>(type: "TEXT", nullable: false),
                    full_html = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_articles", x => x.id);
                    table.ForeignKey(
                        name: "FK_articles_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "communities",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    accent = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    positioning = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    goals = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    rules_markdown = table.Column<string>(type: "TEXT", nullable: false),
                    rules_html = table.Column<string>(type: "TEXT", nullable: false),
                    created_by = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_communities", x => x.id);
                    table.ForeignKey(
                        name: "FK_communities_members_created_by",
                        column: x => x.created_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    turns = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers", x => x.id);
                    table.ForeignKey(
                        name: "FK_customers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    location = table.Column<string>(type: "TEXT", maxLength: 4096, nullable: false),
                    space_slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undo_started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failure = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    looked = table.Column<int>(type: "INTEGER", nullable: false),
                    files = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    applied = table.Column<int>(type: "INTEGER", nullable: false),
                    created = table.Column<int>(type: "INTEGER", nullable: false),
                    updated = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    warnings = table.Column<int>(type: "INTEGER", nullable: false),
                    errors = table.Column<int>(type: "INTEGER", nullable: false),
                    undone = table.Column<int>(type: "INTEGER", nullable: false),
                    kept_on_undo = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_batches", x => x.id);
                    table.ForeignKey(
                        name: "FK_import_batches_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    set_up_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.id);
                    table.ForeignKey(
                        name: "FK_installation_members_owner_id",
                        column: x => x.owner_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    idempotency_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    asked = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    return_path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    paid_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    held_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    held_reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    released_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    refunded_total = table.Column<long>(type: "INTEGER", nullable: false),
                    refunded_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.id);
                    table.ForeignKey(
                        name: "FK_orders_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    network = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sessions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stored_files",
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
                    added_by = table.Column<long>(type: "INTEGER", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_stored_files_members_added_by",
                        column: x => x.added_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "test_refunds",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_refunds", x => x.id);
                    table.ForeignKey(
                        name: "FK_test_refunds_test_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "test_payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gifts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    given_by = table.Column<long>(type: "INTEGER", nullable: false),
                    given_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gifts", x => x.id);
                    table.ForeignKey(
                        name: "FK_gifts_members_given_by",
                        column: x => x.given_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_gifts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_gifts_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    member_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    source_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => x.id);
                    table.CheckConstraint("ck_grants_ends_after_start", "ends_at IS NULL OR ends_at > starts_at");
                    table.CheckConstraint("ck_grants_entitlement", "(tier_id IS NULL) <> (role IS NULL)");
                    table.ForeignKey(
                        name: "FK_grants_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_grants_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "prices",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: false),
                    interval = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    set_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_prices", x => x.id);
                    table.CheckConstraint("ck_prices_amount", "amount IS NULL OR amount > 0");
                    table.ForeignKey(
                        name: "FK_prices_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_prices_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_archivals",
                columns: table => new
                {
                    tier_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    archived_by = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tier_archivals", x => x.tier_id);
                    table.ForeignKey(
                        name: "FK_tier_archivals_members_archived_by",
                        column: x => x.archived_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tier_archivals_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_account_claims_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "FK_account_logins_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_secrets",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_secrets", x => new { x.account_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "FK_account_secrets_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "FK_passkeys_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "article_revisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false),
                    source_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_by = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_revisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_article_revisions_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_article_revisions_members_replaced_by",
                        column: x => x.replaced_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "redirects",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    article_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redirects", x => x.id);
                    table.ForeignKey(
                        name: "FK_redirects_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "search_texts",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    preview = table.Column<string>(type: "TEXT", nullable: false),
                    full = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_search_texts", x => x.article_id);
                    table.ForeignKey(
                        name: "FK_search_texts_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "checklist_steps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    notes = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    noted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    noted_by = table.Column<long>(type: "INTEGER", nullable: true),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checklist_steps", x => x.id);
                    table.ForeignKey(
                        name: "FK_checklist_steps_communities_community_id",
                        column: x => x.community_id,
                        principalTable: "communities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_checklist_steps_members_done_by",
                        column: x => x.done_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_checklist_steps_members_noted_by",
                        column: x => x.noted_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "spaces",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: true),
                    preview_blocks = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    archived_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    archived_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spaces", x => x.id);
                    table.ForeignKey(
                        name: "FK_spaces_communities_community_id",
                        column: x => x.community_id,
                        principalTable: "communities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_spaces_members_archived_by",
                        column: x => x.archived_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    space = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    notes_json = table.Column<string>(type: "TEXT", nullable: false),
                    has_warning = table.Column<bool>(type: "INTEGER", nullable: false),
                    thing_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version_before = table.Column<int>(type: "INTEGER", nullable: true),
                    version_after = table.Column<int>(type: "INTEGER", nullable: true),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    kept_on_undo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_items", x => x.id);
                    table.ForeignKey(
                        name: "FK_import_items_import_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "import_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "checkouts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    processor = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    failure = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_look_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    looks = table.Column<int>(type: "INTEGER", nullable: false),
                    watched_since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkouts", x => x.id);
                    table.ForeignKey(
                        name: "FK_checkouts_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_id = table.Column<long>(type: "INTEGER", nullable: false),
                    interval = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    covers_from = table.Column<DateTime>(type: "TEXT", nullable: true),
                    covers_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_lines", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_lines_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "article_files",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    in_preview = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_files", x => new { x.article_id, x.file_id });
                    table.ForeignKey(
                        name: "FK_article_files_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_article_files_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "source_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_source_files_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "revocations",
                columns: table => new
                {
                    grant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    effective_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    because_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    because_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revocations", x => x.grant_id);
                    table.ForeignKey(
                        name: "FK_revocations_grants_grant_id",
                        column: x => x.grant_id,
                        principalTable: "grants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    checkout_id = table.Column<long>(type: "INTEGER", nullable: false),
                    processor = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    fee = table.Column<long>(type: "INTEGER", nullable: false),
                    paid_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.id);
                    table.ForeignKey(
                        name: "FK_payments_checkouts_checkout_id",
                        column: x => x.checkout_id,
                        principalTable: "checkouts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payments_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    community_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    idempotency_key = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ends_access = table.Column<bool>(type: "INTEGER", nullable: false),
                    requested_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    succeeded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failure = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    next_try_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    tries = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refunds", x => x.id);
                    table.ForeignKey(
                        name: "FK_refunds_members_requested_by_id",
                        column: x => x.requested_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_refunds_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_refunds_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_account_claims_account_id",
                table: "account_claims",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_account_logins_account_id",
                table: "account_logins",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_member_id",
                table: "accounts",
                column: "member_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_normalized_email",
                table: "accounts",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_normalized_user_name",
                table: "accounts",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_activities_community_id_actor_id_at",
                table: "activities",
                columns: new[] { "community_id", "actor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_activities_community_id_kind_at",
                table: "activities",
                columns: new[] { "community_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_activities_subject_kind_subject_id_at",
                table: "activities",
                columns: new[] { "subject_kind", "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_activities_transaction_id",
                table: "activities",
                columns: new[] { "transaction", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_api_tokens_key_hash",
                table: "api_tokens",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_tokens_member_id",
                table: "api_tokens",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_appointments_appointed_by",
                table: "appointments",
                column: "appointed_by");

            migrationBuilder.CreateIndex(
                name: "IX_appointments_community_id_member_id",
                table: "appointments",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointments_member_id",
                table: "appointments",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_article_files_file_id",
                table: "article_files",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "IX_article_revisions_article_id_version",
                table: "article_revisions",
                columns: new[] { "article_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_article_revisions_replaced_by",
                table: "article_revisions",
                column: "replaced_by");

            migrationBuilder.CreateIndex(
                name: "IX_articles_author_id",
                table: "articles",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_published_at_id",
                table: "articles",
                columns: new[] { "community_id", "published_at", "id" },
                filter: "published_at IS NOT NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_revised_at_id",
                table: "articles",
                columns: new[] { "community_id", "revised_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_slug",
                table: "articles",
                columns: new[] { "community_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_source_external_key",
                table: "articles",
                columns: new[] { "community_id", "source", "external_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_space_id_preview_blocks",
                table: "articles",
                columns: new[] { "community_id", "space_id", "preview_blocks" });

            migrationBuilder.CreateIndex(
                name: "IX_articles_community_id_space_id_published_at_id",
                table: "articles",
                columns: new[] { "community_id", "space_id", "published_at", "id" },
                filter: "published_at IS NOT NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_articles_drafts",
                table: "articles",
                columns: new[] { "community_id", "revised_at", "id" },
                filter: "published_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_articles_withdrawn",
                table: "articles",
                columns: new[] { "community_id", "revised_at", "id" },
                filter: "withdrawn_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_at",
                table: "attempts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_key_at",
                table: "attempts",
                columns: new[] { "key", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_checklist_steps_community_id_key",
                table: "checklist_steps",
                columns: new[] { "community_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checklist_steps_done_by",
                table: "checklist_steps",
                column: "done_by");

            migrationBuilder.CreateIndex(
                name: "IX_checklist_steps_noted_by",
                table: "checklist_steps",
                column: "noted_by");

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_community_id_order_id",
                table: "checkouts",
                columns: new[] { "community_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_next_look_at",
                table: "checkouts",
                column: "next_look_at");

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_order_id",
                table: "checkouts",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_processor_reference",
                table: "checkouts",
                columns: new[] { "processor", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_request_id",
                table: "checkouts",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_communities_created_by",
                table: "communities",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "IX_communities_slug",
                table: "communities",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_customers_community_id_member_id",
                table: "customers",
                columns: new[] { "community_id", "member_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_customers_member_id",
                table: "customers",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_failed_deliveries_handler_activity_id",
                table: "failed_deliveries",
                columns: new[] { "handler", "activity_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_failed_deliveries_next_attempt_at",
                table: "failed_deliveries",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "IX_gifts_community_id_member_id",
                table: "gifts",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_gifts_given_by",
                table: "gifts",
                column: "given_by");

            migrationBuilder.CreateIndex(
                name: "IX_gifts_member_id",
                table: "gifts",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_gifts_tier_id",
                table: "gifts",
                column: "tier_id");

            migrationBuilder.CreateIndex(
                name: "IX_grants_community_id_member_id_ends_at",
                table: "grants",
                columns: new[] { "community_id", "member_id", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_community_id_source_kind_source_id_member_id_role",
                table: "grants",
                columns: new[] { "community_id", "source_kind", "source_id", "member_id", "role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_community_id_source_kind_source_id_member_id_tier_id",
                table: "grants",
                columns: new[] { "community_id", "source_kind", "source_id", "member_id", "tier_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_community_id_tier_id_ends_at",
                table: "grants",
                columns: new[] { "community_id", "tier_id", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_member_id",
                table: "grants",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_grants_tier_id",
                table: "grants",
                column: "tier_id");

            migrationBuilder.CreateIndex(
                name: "IX_import_batches_community_id_id",
                table: "import_batches",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_import_batches_member_id",
                table: "import_batches",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_import_items_batch_id_position",
                table: "import_items",
                columns: new[] { "batch_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_installation_owner_id",
                table: "installation",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_community_id_account_currency_at_amount",
                table: "ledger_entries",
                columns: new[] { "community_id", "account", "currency", "at", "amount" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_transaction_id",
                table: "ledger_entries",
                column: "transaction_id");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_community_id_id",
                table: "ledger_transactions",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_community_id_order_id",
                table: "ledger_transactions",
                columns: new[] { "community_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_document_kind_document_id_purpose",
                table: "ledger_transactions",
                columns: new[] { "document_kind", "document_id", "purpose" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_community_id_order_id",
                table: "order_lines",
                columns: new[] { "community_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_order_id",
                table: "order_lines",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_code",
                table: "orders",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_expires_at",
                table: "orders",
                columns: new[] { "community_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_held_at",
                table: "orders",
                columns: new[] { "community_id", "held_at" },
                filter: "held_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_id",
                table: "orders",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_member_id_idempotency_key",
                table: "orders",
                columns: new[] { "community_id", "member_id", "idempotency_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_refunded_at",
                table: "orders",
                columns: new[] { "community_id", "refunded_at" },
                filter: "refunded_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_member_id_id",
                table: "orders",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_account_id",
                table: "passkeys",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_checkout_id",
                table: "payments",
                column: "checkout_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_community_id_order_id",
                table: "payments",
                columns: new[] { "community_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_order_id",
                table: "payments",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_processor_reference",
                table: "payments",
                columns: new[] { "processor", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_prices_community_id_tier_id_interval_id",
                table: "prices",
                columns: new[] { "community_id", "tier_id", "interval", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_prices_set_by",
                table: "prices",
                column: "set_by");

            migrationBuilder.CreateIndex(
                name: "IX_prices_tier_id",
                table: "prices",
                column: "tier_id");

            migrationBuilder.CreateIndex(
                name: "IX_redirects_article_id",
                table: "redirects",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "IX_redirects_community_id_slug",
                table: "redirects",
                columns: new[] { "community_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refunds_community_id_order_id_idempotency_key",
                table: "refunds",
                columns: new[] { "community_id", "order_id", "idempotency_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refunds_next_try_at",
                table: "refunds",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_order_id",
                table: "refunds",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_payment_id",
                table: "refunds",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_request_id",
                table: "refunds",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refunds_requested_by_id",
                table: "refunds",
                column: "requested_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_revocations_community_id_effective_at",
                table: "revocations",
                columns: new[] { "community_id", "effective_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_key_hash",
                table: "sessions",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_last_seen_at",
                table: "sessions",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_member_id_ended_at",
                table: "sessions",
                columns: new[] { "member_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_setup_links_token_hash",
                table: "setup_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_source_files_community_id_source_path",
                table: "source_files",
                columns: new[] { "community_id", "source", "path" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_source_files_file_id",
                table: "source_files",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "IX_spaces_archived_by",
                table: "spaces",
                column: "archived_by");

            migrationBuilder.CreateIndex(
                name: "IX_spaces_community_id_slug",
                table: "spaces",
                columns: new[] { "community_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stored_files_added_by",
                table: "stored_files",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "IX_stored_files_code",
                table: "stored_files",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stored_files_community_id_sha256",
                table: "stored_files",
                columns: new[] { "community_id", "sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_events_event_id",
                table: "test_events",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_events_next_attempt_at",
                table: "test_events",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "IX_test_payments_reference",
                table: "test_payments",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_payments_request_id",
                table: "test_payments",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_refunds_payment_id",
                table: "test_refunds",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "IX_test_refunds_request_id",
                table: "test_refunds",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tier_archivals_archived_by",
                table: "tier_archivals",
                column: "archived_by");

            migrationBuilder.CreateIndex(
                name: "IX_tier_archivals_community_id",
                table: "tier_archivals",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_tiers_community_id",
                table: "tiers",
                column: "community_id",
                unique: true,
                filter: "is_free");

            migrationBuilder.CreateIndex(
                name: "IX_tiers_community_id_name",
                table: "tiers",
                columns: new[] { "community_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tiers_community_id_slug",
                table: "tiers",
                columns: new[] { "community_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_next_attempt_at",
                table: "webhook_deliveries",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_order_id",
                table: "webhook_deliveries",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_processor_event_id",
                table: "webhook_deliveries",
                columns: new[] { "processor", "event_id" },
                unique: true);

            migrationBuilder.AddGuards();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_claims");

            migrationBuilder.DropTable(
                name: "account_logins");

            migrationBuilder.DropTable(
                name: "account_secrets");

            migrationBuilder.DropTable(
                name: "activities");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "article_files");

            migrationBuilder.DropTable(
                name: "article_revisions");

            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "checklist_steps");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "failed_deliveries");

            migrationBuilder.DropTable(
                name: "gifts");

            migrationBuilder.DropTable(
                name: "handler_positions");

            migrationBuilder.DropTable(
                name: "import_items");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "job_runs");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "passkeys");

            migrationBuilder.DropTable(
                name: "prices");

            migrationBuilder.DropTable(
                name: "processor_secrets");

            migrationBuilder.DropTable(
                name: "redirects");

            migrationBuilder.DropTable(
                name: "refunds");

            migrationBuilder.DropTable(
                name: "revocations");

            migrationBuilder.DropTable(
                name: "search_texts");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "setup_links");

            migrationBuilder.DropTable(
                name: "source_files");

            migrationBuilder.DropTable(
                name: "spaces");

            migrationBuilder.DropTable(
                name: "test_events");

            migrationBuilder.DropTable(
                name: "test_refunds");

            migrationBuilder.DropTable(
                name: "tier_archivals");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "import_batches");

            migrationBuilder.DropTable(
                name: "ledger_transactions");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "grants");

            migrationBuilder.DropTable(
                name: "articles");

            migrationBuilder.DropTable(
                name: "stored_files");

            migrationBuilder.DropTable(
                name: "communities");

            migrationBuilder.DropTable(
                name: "test_payments");

            migrationBuilder.DropTable(
                name: "checkouts");

            migrationBuilder.DropTable(
                name: "tiers");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "members");
        }
    }
}
