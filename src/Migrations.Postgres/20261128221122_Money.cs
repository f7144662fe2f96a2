using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Money : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "covers_from",
                table: "test_payments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "covers_until",
                table: "test_payments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "plan_amount",
                table: "test_payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "plan_key",
                table: "test_payments",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "plan_months",
                table: "test_payments",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "subscription_reference",
                table: "test_payments",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "trial_days",
                table: "test_payments",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "days",
                table: "prices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "intro_amount",
                table: "prices",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "last_day",
                table: "prices",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "trial_days",
                table: "prices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "orders",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Purchase");

            migrationBuilder.AddColumn<bool>(
                name: "renews",
                table: "orders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "subscription_id",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credit",
                table: "order_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "ended_at",
                table: "order_lines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "plan_amount",
                table: "order_lines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_interval",
                table: "order_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "trial_days",
                table: "order_lines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<long>(
                name: "order_id",
                table: "ledger_transactions",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<DateTime>(
                name: "start_good_until",
                table: "checkouts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "subscription_reference",
                table: "checkouts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bank_transfers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    arrived = table.Column<long>(type: "bigint", nullable: true),
                    arrived_on = table.Column<DateOnly>(type: "date", nullable: true),
                    confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    confirmed_by_id = table.Column<long>(type: "bigint", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bank_transfers", x => x.id);
                    table.ForeignKey(
                        name: "FK_bank_transfers_members_closed_by_id",
                        column: x => x.closed_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bank_transfers_members_confirmed_by_id",
                        column: x => x.confirmed_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bank_transfers_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "costs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    unit_amount = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entered_by_id = table.Column<long>(type: "bigint", nullable: false),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_costs", x => x.id);
                    table.ForeignKey(
                        name: "FK_costs_members_entered_by_id",
                        column: x => x.entered_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    processor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answer_by = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withheld = table.Column<long>(type: "bigint", nullable: false),
                    fee = table.Column<long>(type: "bigint", nullable: false),
                    bookings = table.Column<int>(type: "integer", nullable: false),
                    request_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    evidence = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_disputes", x => x.id);
                    table.ForeignKey(
                        name: "FK_disputes_members_answered_by_id",
                        column: x => x.answered_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_disputes_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_disputes_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "known_refunds",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    processor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    request_id = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_known_refunds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "newcomer_offers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    reserved_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_newcomer_offers", x => x.id);
                    table.ForeignKey(
                        name: "FK_newcomer_offers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payouts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payouts", x => x.id);
                    table.ForeignKey(
                        name: "FK_payouts_members_by_id",
                        column: x => x.by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paypal_plans",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    client_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    plan_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paypal_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_cases",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    processor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    payment_id = table.Column<long>(type: "bigint", nullable: true),
                    order_code = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    our_amount = table.Column<long>(type: "bigint", nullable: true),
                    our_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    our_fee = table.Column<long>(type: "bigint", nullable: true),
                    our_refunded = table.Column<long>(type: "bigint", nullable: true),
                    their_amount = table.Column<long>(type: "bigint", nullable: true),
                    their_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    their_fee = table.Column<long>(type: "bigint", nullable: true),
                    their_refunded = table.Column<long>(type: "bigint", nullable: true),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_cases", x => x.id);
                    table.ForeignKey(
                        name: "FK_reconciliation_cases_members_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    processor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    asked_by_id = table.Column<long>(type: "bigint", nullable: true),
                    listed = table.Column<long>(type: "bigint", nullable: false),
                    differing = table.Column<long>(type: "bigint", nullable: false),
                    failure = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_runs", x => x.id);
                    table.ForeignKey(
                        name: "FK_reconciliation_runs_members_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "restrictions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: true),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    imposed_by = table.Column<long>(type: "bigint", nullable: false),
                    lifted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lifted_by = table.Column<long>(type: "bigint", nullable: true),
                    lift_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_restrictions", x => x.id);
                    table.CheckConstraint("ck_restrictions_ends_after_start", "ends_at IS NULL OR ends_at > starts_at");
                    table.ForeignKey(
                        name: "FK_restrictions_members_imposed_by",
                        column: x => x.imposed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_restrictions_members_lifted_by",
                        column: x => x.lifted_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_restrictions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reversals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    document_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reversals", x => x.id);
                    table.ForeignKey(
                        name: "FK_reversals_members_by_id",
                        column: x => x.by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    slug = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    given = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    taken = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "share_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false),
                    stream = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    item_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    item_id = table.Column<long>(type: "bigint", nullable: true),
                    hold_days = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_by_id = table.Column<long>(type: "bigint", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_by_id = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_share_rules", x => x.id);
                    table.ForeignKey(
                        name: "FK_share_rules_members_ended_by_id",
                        column: x => x.ended_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_share_rules_members_made_by_id",
                        column: x => x.made_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_share_rules_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "subscription_terms",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    grace_days = table.Column<int>(type: "integer", nullable: false),
                    offer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscription_terms", x => x.community_id);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    item_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    price_id = table.Column<long>(type: "bigint", nullable: true),
                    interval = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    processor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    replaces_id = table.Column<long>(type: "bigint", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trial_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    first_paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    past_due_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_try_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    grace_days = table.Column<int>(type: "integer", nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancel_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancel_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    cancel_words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    paused_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paused_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    charged_after_end_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_percent_off = table.Column<int>(type: "integer", nullable: true),
                    next_item_id = table.Column<long>(type: "bigint", nullable: true),
                    next_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    next_price_id = table.Column<long>(type: "bigint", nullable: true),
                    next_interval = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    next_amount = table.Column<long>(type: "bigint", nullable: true),
                    wished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    plan_told = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reminded_of = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reminded_days = table.Column<int>(type: "integer", nullable: false),
                    counted = table.Column<long>(type: "bigint", nullable: false),
                    has_counted = table.Column<bool>(type: "boolean", nullable: false),
                    has_stayed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "FK_subscriptions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "test_subscriptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    checkout_reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    plan_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    months = table.Column<int>(type: "integer", nullable: false),
                    in_trial = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    period_end = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at_period_end = table.Column<bool>(type: "boolean", nullable: false),
                    paused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    declines = table.Column<int>(type: "integer", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wechat_trades",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    out_trade_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    body = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    notify_url = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wechat_trades", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bank_returns",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    transfer_id = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bank_returns", x => x.id);
                    table.ForeignKey(
                        name: "FK_bank_returns_bank_transfers_transfer_id",
                        column: x => x.transfer_id,
                        principalTable: "bank_transfers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_bank_returns_members_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "restriction_answers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    restriction_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    replied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    replied_by = table.Column<long>(type: "bigint", nullable: true),
                    reply = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_restriction_answers", x => x.id);
                    table.ForeignKey(
                        name: "FK_restriction_answers_members_replied_by",
                        column: x => x.replied_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_restriction_answers_restrictions_restriction_id",
                        column: x => x.restriction_id,
                        principalTable: "restrictions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shares",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    rule_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: false),
                    stream = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @base = table.Column<long>(name: "base", type: "bigint", nullable: false),
                    paid = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    earned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    payable_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shares", x => x.id);
                    table.ForeignKey(
                        name: "FK_shares_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_shares_order_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "order_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_shares_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_shares_share_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "share_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grace_periods",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    subscription_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grace_periods", x => x.id);
                    table.ForeignKey(
                        name: "FK_grace_periods_subscriptions_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "subscriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "subscription_movements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    subscription_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscription_movements", x => x.id);
                    table.ForeignKey(
                        name: "FK_subscription_movements_subscriptions_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "subscriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "share_returns",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    share_id = table.Column<long>(type: "bigint", nullable: false),
                    refund_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_share_returns", x => x.id);
                    table.ForeignKey(
                        name: "FK_share_returns_refunds_refund_id",
                        column: x => x.refund_id,
                        principalTable: "refunds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_share_returns_shares_share_id",
                        column: x => x.share_id,
                        principalTable: "shares",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_test_payments_subscription_reference",
                table: "test_payments",
                column: "subscription_reference");

            migrationBuilder.CreateIndex(
                name: "IX_orders_community_id_paid_at",
                table: "orders",
                columns: new[] { "community_id", "paid_at" },
                filter: "paid_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_subscription_id",
                table: "orders",
                column: "subscription_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_returns_community_id_id",
                table: "bank_returns",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_bank_returns_decided_by_id",
                table: "bank_returns",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_returns_request_id",
                table: "bank_returns",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_bank_returns_transfer_id",
                table: "bank_returns",
                column: "transfer_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_transfers_closed_by_id",
                table: "bank_transfers",
                column: "closed_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_transfers_community_id_id",
                table: "bank_transfers",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_bank_transfers_confirmed_by_id",
                table: "bank_transfers",
                column: "confirmed_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_transfers_order_id",
                table: "bank_transfers",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_bank_transfers_request_id",
                table: "bank_transfers",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_costs_community_id_entry_key",
                table: "costs",
                columns: new[] { "community_id", "entry_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_costs_community_id_kind_currency_at",
                table: "costs",
                columns: new[] { "community_id", "kind", "currency", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_costs_entered_by_id",
                table: "costs",
                column: "entered_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_answered_by_id",
                table: "disputes",
                column: "answered_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_community_id_order_id",
                table: "disputes",
                columns: new[] { "community_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "IX_disputes_order_id",
                table: "disputes",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_payment_id",
                table: "disputes",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_processor_reference",
                table: "disputes",
                columns: new[] { "processor", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grace_periods_subscription_id_from",
                table: "grace_periods",
                columns: new[] { "subscription_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_known_refunds_processor_number",
                table: "known_refunds",
                columns: new[] { "processor", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_known_refunds_processor_subject",
                table: "known_refunds",
                columns: new[] { "processor", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_newcomer_offers_community_id_member_id_kind",
                table: "newcomer_offers",
                columns: new[] { "community_id", "member_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_newcomer_offers_member_id",
                table: "newcomer_offers",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_payouts_by_id",
                table: "payouts",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "IX_payouts_community_id_account",
                table: "payouts",
                columns: new[] { "community_id", "account" });

            migrationBuilder.CreateIndex(
                name: "IX_payouts_community_id_entry_key",
                table: "payouts",
                columns: new[] { "community_id", "entry_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paypal_plans_client_id_plan_key",
                table: "paypal_plans",
                columns: new[] { "client_id", "plan_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_cases_community_id_state_id",
                table: "reconciliation_cases",
                columns: new[] { "community_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_cases_decided_by_id",
                table: "reconciliation_cases",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_cases_processor_reference_kind",
                table: "reconciliation_cases",
                columns: new[] { "processor", "reference", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_runs_asked_by_id",
                table: "reconciliation_runs",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_runs_processor_started_at",
                table: "reconciliation_runs",
                columns: new[] { "processor", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_restriction_answers_open",
                table: "restriction_answers",
                column: "restriction_id",
                unique: true,
                filter: "replied_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_restriction_answers_replied_by",
                table: "restriction_answers",
                column: "replied_by");

            migrationBuilder.CreateIndex(
                name: "IX_restriction_answers_restriction_id_id",
                table: "restriction_answers",
                columns: new[] { "restriction_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_restrictions_imposed_by",
                table: "restrictions",
                column: "imposed_by");

            migrationBuilder.CreateIndex(
                name: "IX_restrictions_lifted_by",
                table: "restrictions",
                column: "lifted_by");

            migrationBuilder.CreateIndex(
                name: "IX_restrictions_member_id_community_id",
                table: "restrictions",
                columns: new[] { "member_id", "community_id" });

            migrationBuilder.CreateIndex(
                name: "IX_reversals_by_id",
                table: "reversals",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "IX_reversals_community_id_document_kind_document_id",
                table: "reversals",
                columns: new[] { "community_id", "document_kind", "document_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roles_community_id_slug",
                table: "roles",
                columns: new[] { "community_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_share_returns_community_id",
                table: "share_returns",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_share_returns_refund_id",
                table: "share_returns",
                column: "refund_id");

            migrationBuilder.CreateIndex(
                name: "IX_share_returns_share_id_refund_id",
                table: "share_returns",
                columns: new[] { "share_id", "refund_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_share_rules_community_id_member_id",
                table: "share_rules",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_share_rules_ended_by_id",
                table: "share_rules",
                column: "ended_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_share_rules_made_by_id",
                table: "share_rules",
                column: "made_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_share_rules_member_id",
                table: "share_rules",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_shares_community_id_member_id_currency_payable_from",
                table: "shares",
                columns: new[] { "community_id", "member_id", "currency", "payable_from" });

            migrationBuilder.CreateIndex(
                name: "IX_shares_community_id_payment_id",
                table: "shares",
                columns: new[] { "community_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_shares_line_id_rule_id",
                table: "shares",
                columns: new[] { "line_id", "rule_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_shares_member_id",
                table: "shares",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_shares_payment_id",
                table: "shares",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "IX_shares_rule_id",
                table: "shares",
                column: "rule_id");

            migrationBuilder.CreateIndex(
                name: "IX_subscription_movements_community_id_at",
                table: "subscription_movements",
                columns: new[] { "community_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_subscription_movements_community_id_member_id",
                table: "subscription_movements",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_subscription_movements_subscription_id",
                table: "subscription_movements",
                column: "subscription_id");

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_community_id_id",
                table: "subscriptions",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_community_id_member_id",
                table: "subscriptions",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_member_id",
                table: "subscriptions",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_processor_reference",
                table: "subscriptions",
                columns: new[] { "processor", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_subscriptions_checkout_reference",
                table: "test_subscriptions",
                column: "checkout_reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_subscriptions_next_at",
                table: "test_subscriptions",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "IX_test_subscriptions_reference",
                table: "test_subscriptions",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_wechat_trades_out_trade_no",
                table: "wechat_trades",
                column: "out_trade_no",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_returns");

            migrationBuilder.DropTable(
                name: "costs");

            migrationBuilder.DropTable(
                name: "disputes");

            migrationBuilder.DropTable(
                name: "grace_periods");

            migrationBuilder.DropTable(
                name: "known_refunds");

            migrationBuilder.DropTable(
                name: "newcomer_offers");

            migrationBuilder.DropTable(
                name: "payouts");

            migrationBuilder.DropTable(
                name: "paypal_plans");

            migrationBuilder.DropTable(
                name: "reconciliation_cases");

            migrationBuilder.DropTable(
                name: "reconciliation_runs");

            migrationBuilder.DropTable(
                name: "restriction_answers");

            migrationBuilder.DropTable(
                name: "reversals");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "share_returns");

            migrationBuilder.DropTable(
                name: "subscription_movements");

            migrationBuilder.DropTable(
                name: "subscription_terms");

            migrationBuilder.DropTable(
                name: "test_subscriptions");

            migrationBuilder.DropTable(
                name: "wechat_trades");

            migrationBuilder.DropTable(
                name: "bank_transfers");

            migrationBuilder.DropTable(
                name: "restrictions");

            migrationBuilder.DropTable(
                name: "shares");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropTable(
                name: "share_rules");

            migrationBuilder.DropIndex(
                name: "IX_test_payments_subscription_reference",
                table: "test_payments");

            migrationBuilder.DropIndex(
                name: "IX_orders_community_id_paid_at",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_orders_subscription_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "covers_from",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "covers_until",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "plan_amount",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "plan_key",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "plan_months",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "subscription_reference",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "trial_days",
                table: "test_payments");

            migrationBuilder.DropColumn(
                name: "days",
                table: "prices");

            migrationBuilder.DropColumn(
                name: "intro_amount",
                table: "prices");

            migrationBuilder.DropColumn(
                name: "last_day",
                table: "prices");

            migrationBuilder.DropColumn(
                name: "trial_days",
                table: "prices");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "renews",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "subscription_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "credit",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "plan_amount",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "plan_interval",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "trial_days",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "start_good_until",
                table: "checkouts");

            migrationBuilder.DropColumn(
                name: "subscription_reference",
                table: "checkouts");

            migrationBuilder.AlterColumn<long>(
                name: "order_id",
                table: "ledger_transactions",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);
        }
    }
}
