using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MoneyWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_prices_community_id_tier_id_interval_id",
                table: "prices");

            migrationBuilder.AddColumn<string>(
                name: "discount_lines",
                table: "subscriptions",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "keeps_schedule",
                table: "subscriptions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<long>(
                name: "refund_id",
                table: "share_returns",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<long>(
                name: "dispute_id",
                table: "share_returns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "session_id",
                table: "push_subscriptions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "further_lines",
                table: "order_lines",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "running_off",
                table: "order_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "trial_is_brought",
                table: "order_lines",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "reminded_at",
                table: "disputes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "given_back_at",
                table: "coupon_uses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "fapiao_requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    tax_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    left = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<long>(type: "bigint", nullable: true),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    has_file = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    red_letter_needed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    red_letter_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    red_letter_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fapiao_requests", x => x.id);
                    table.ForeignKey(
                        name: "FK_fapiao_requests_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_fapiao_requests_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_series",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoice_series", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invoice_settings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    legal_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    tax_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    contact = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    tax_shown = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tax_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tax_rate = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    invoice_prefix = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    credit_prefix = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    asks_consent = table.Column<bool>(type: "boolean", nullable: false),
                    offers_fapiao = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoice_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    series = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    order_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    of_id = table.Column<long>(type: "bigint", nullable: true),
                    of_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    supplied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    tax = table.Column<long>(type: "bigint", nullable: false),
                    tax_shown = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tax_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tax_rate = table.Column<int>(type: "integer", nullable: false),
                    seller_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    seller_address = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    seller_tax_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    seller_contact = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    note = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    buyer_company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    buyer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    buyer_tax_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    buyer_address = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    buyer_country = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    buyer_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    issued_by_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoices", x => x.id);
                    table.ForeignKey(
                        name: "FK_invoices_invoices_of_id",
                        column: x => x.of_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_invoices_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_invoices_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_billing",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tax_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    country = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_member_billing", x => x.id);
                    table.ForeignKey(
                        name: "FK_member_billing_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_billing",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tax_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    country = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_billing", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_billing_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_claims",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    message = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    deliver_on = table.Column<DateOnly>(type: "date", nullable: true),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sealed_token = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    deliver_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    mailed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    claimed_by = table.Column<long>(type: "bigint", nullable: true),
                    claimed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_claims_members_claimed_by",
                        column: x => x.claimed_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_order_claims_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_consents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    words = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_consents", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_consents_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refund_claims",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    fits = table.Column<bool>(type: "boolean", nullable: false),
                    at_once = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<long>(type: "bigint", nullable: true),
                    accepted = table.Column<bool>(type: "boolean", nullable: false),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refund_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_refund_claims_members_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_refund_claims_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_refund_claims_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refund_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    handling = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    fewer_than = table.Column<int>(type: "integer", nullable: true),
                    days_into_period = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refund_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refund_terms",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    gives_coupons_back = table.Column<bool>(type: "boolean", nullable: false),
                    per_year = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refund_terms", x => x.community_id);
                });

            migrationBuilder.CreateTable(
                name: "seat_offers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    tier_id = table.Column<long>(type: "bigint", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    percent_off = table.Column<int>(type: "integer", nullable: false),
                    from_seats = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seat_offers", x => x.id);
                    table.ForeignKey(
                        name: "FK_seat_offers_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_seat_offers_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    manager_id = table.Column<long>(type: "bigint", nullable: false),
                    tier_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    join_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sealed_join = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    mail_domain = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => x.id);
                    table.CheckConstraint("ck_teams_taken", "taken >= 0 AND taken <= seats");
                    table.ForeignKey(
                        name: "FK_teams_members_manager_id",
                        column: x => x.manager_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_teams_tiers_tier_id",
                        column: x => x.tier_id,
                        principalTable: "tiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tip_terms",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    offered = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    least = table.Column<long>(type: "bigint", nullable: false),
                    most = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tip_terms", x => x.id);
                    table.ForeignKey(
                        name: "FK_tip_terms_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tips",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    author_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    is_named = table.Column<bool>(type: "boolean", nullable: false),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    taken_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tips", x => x.id);
                    table.ForeignKey(
                        name: "FK_tips_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tips_members_author_id",
                        column: x => x.author_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tips_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fapiao_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fapiao_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_fapiao_files_fapiao_requests_request_id",
                        column: x => x.request_id,
                        principalTable: "fapiao_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    invoice_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    interval = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_amount = table.Column<long>(type: "bigint", nullable: false),
                    discount = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    covers_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    covers_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoice_lines", x => x.id);
                    table.ForeignKey(
                        name: "FK_invoice_lines_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seats",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    team_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    freed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seats", x => x.id);
                    table.ForeignKey(
                        name: "FK_seats_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_seats_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_share_returns_dispute_id",
                table: "share_returns",
                column: "dispute_id");

            migrationBuilder.CreateIndex(
                name: "IX_share_returns_share_id_dispute_id",
                table: "share_returns",
                columns: new[] { "share_id", "dispute_id" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_share_returns_because",
                table: "share_returns",
                sql: "(refund_id IS NULL) <> (dispute_id IS NULL)");

            migrationBuilder.CreateIndex(
                name: "IX_prices_community_id_tier_id_interval_currency_id",
                table: "prices",
                columns: new[] { "community_id", "tier_id", "interval", "currency", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_fapiao_files_community_id",
                table: "fapiao_files",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_fapiao_files_request_id",
                table: "fapiao_files",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_fapiao_requests_community_id_id",
                table: "fapiao_requests",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_fapiao_requests_member_id",
                table: "fapiao_requests",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_fapiao_requests_order_id",
                table: "fapiao_requests",
                column: "order_id",
                unique: true,
                filter: "refused_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_invoice_lines_community_id",
                table: "invoice_lines",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_invoice_lines_invoice_id",
                table: "invoice_lines",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "IX_invoice_series_community_id_series",
                table: "invoice_series",
                columns: new[] { "community_id", "series" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoice_settings_community_id",
                table: "invoice_settings",
                column: "community_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoices_community_id_issued_at",
                table: "invoices",
                columns: new[] { "community_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "IX_invoices_community_id_series_number",
                table: "invoices",
                columns: new[] { "community_id", "series", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoices_community_id_source",
                table: "invoices",
                columns: new[] { "community_id", "source" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoices_member_id_id",
                table: "invoices",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_invoices_of_id",
                table: "invoices",
                column: "of_id");

            migrationBuilder.CreateIndex(
                name: "IX_invoices_order_id",
                table: "invoices",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_member_billing_member_id",
                table: "member_billing",
                column: "member_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_billing_community_id",
                table: "order_billing",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_order_billing_order_id",
                table: "order_billing",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_claims_claimed_by",
                table: "order_claims",
                column: "claimed_by");

            migrationBuilder.CreateIndex(
                name: "IX_order_claims_community_id_id",
                table: "order_claims",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_order_claims_order_id",
                table: "order_claims",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_claims_token_hash",
                table: "order_claims",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_consents_community_id",
                table: "order_consents",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_order_consents_order_id",
                table: "order_consents",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refund_claims_community_id_decided_at_id",
                table: "refund_claims",
                columns: new[] { "community_id", "decided_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_refund_claims_community_id_member_id",
                table: "refund_claims",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_refund_claims_decided_by_id",
                table: "refund_claims",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_refund_claims_member_id",
                table: "refund_claims",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_refund_claims_order_id",
                table: "refund_claims",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refund_rules_community_id_kind",
                table: "refund_rules",
                columns: new[] { "community_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_seat_offers_community_id_tier_id_id",
                table: "seat_offers",
                columns: new[] { "community_id", "tier_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_seat_offers_set_by",
                table: "seat_offers",
                column: "set_by");

            migrationBuilder.CreateIndex(
                name: "IX_seat_offers_tier_id",
                table: "seat_offers",
                column: "tier_id");

            migrationBuilder.CreateIndex(
                name: "IX_seats_community_id_team_id_id",
                table: "seats",
                columns: new[] { "community_id", "team_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_seats_member_id",
                table: "seats",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_seats_team_id_member_id",
                table: "seats",
                columns: new[] { "team_id", "member_id" },
                unique: true,
                filter: "freed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_teams_community_id_line_id",
                table: "teams",
                columns: new[] { "community_id", "line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_teams_join_hash",
                table: "teams",
                column: "join_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_teams_manager_id_id",
                table: "teams",
                columns: new[] { "manager_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_tier_id",
                table: "teams",
                column: "tier_id");

            migrationBuilder.CreateIndex(
                name: "IX_tip_terms_community_id_id",
                table: "tip_terms",
                columns: new[] { "community_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tip_terms_set_by",
                table: "tip_terms",
                column: "set_by");

            migrationBuilder.CreateIndex(
                name: "IX_tips_article_id",
                table: "tips",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "IX_tips_author_id_id",
                table: "tips",
                columns: new[] { "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tips_community_id_article_id_id",
                table: "tips",
                columns: new[] { "community_id", "article_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tips_community_id_line_id",
                table: "tips",
                columns: new[] { "community_id", "line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tips_community_id_member_id",
                table: "tips",
                columns: new[] { "community_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tips_member_id",
                table: "tips",
                column: "member_id");

            migrationBuilder.AddForeignKey(
                name: "FK_share_returns_disputes_dispute_id",
                table: "share_returns",
                column: "dispute_id",
                principalTable: "disputes",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_share_returns_disputes_dispute_id",
                table: "share_returns");

            migrationBuilder.DropTable(
                name: "fapiao_files");

            migrationBuilder.DropTable(
                name: "invoice_lines");

            migrationBuilder.DropTable(
                name: "invoice_series");

            migrationBuilder.DropTable(
                name: "invoice_settings");

            migrationBuilder.DropTable(
                name: "member_billing");

            migrationBuilder.DropTable(
                name: "order_billing");

            migrationBuilder.DropTable(
                name: "order_claims");

            migrationBuilder.DropTable(
                name: "order_consents");

            migrationBuilder.DropTable(
                name: "refund_claims");

            migrationBuilder.DropTable(
                name: "refund_rules");

            migrationBuilder.DropTable(
                name: "refund_terms");

            migrationBuilder.DropTable(
                name: "seat_offers");

            migrationBuilder.DropTable(
                name: "seats");

            migrationBuilder.DropTable(
                name: "tip_terms");

            migrationBuilder.DropTable(
                name: "tips");

            migrationBuilder.DropTable(
                name: "fapiao_requests");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropIndex(
                name: "IX_share_returns_dispute_id",
                table: "share_returns");

            migrationBuilder.DropIndex(
                name: "IX_share_returns_share_id_dispute_id",
                table: "share_returns");

            migrationBuilder.DropCheckConstraint(
                name: "ck_share_returns_because",
                table: "share_returns");

            migrationBuilder.DropIndex(
                name: "IX_prices_community_id_tier_id_interval_currency_id",
                table: "prices");

            migrationBuilder.DropColumn(
                name: "discount_lines",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "keeps_schedule",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "dispute_id",
                table: "share_returns");

            migrationBuilder.DropColumn(
                name: "session_id",
                table: "push_subscriptions");

            migrationBuilder.DropColumn(
                name: "further_lines",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "running_off",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "trial_is_brought",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "reminded_at",
                table: "disputes");

            migrationBuilder.DropColumn(
                name: "given_back_at",
                table: "coupon_uses");

            migrationBuilder.AlterColumn<long>(
                name: "refund_id",
                table: "share_returns",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_prices_community_id_tier_id_interval_id",
                table: "prices",
                columns: new[] { "community_id", "tier_id", "interval", "id" });
        }
    }
}
