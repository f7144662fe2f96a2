using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AskingFollowingAndConsent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_anonymous",
                table: "topics",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "last_is_anonymous",
                table: "topics",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "was_shown",
                table: "topics",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "consent_asked_at",
                table: "subscriptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "consent_plan",
                table: "subscriptions",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "consent_url",
                table: "subscriptions",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "spaces",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "at",
                table: "space_followers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_anonymous",
                table: "replies",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "our_disputed",
                table: "reconciliation_cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "their_disputed",
                table: "reconciliation_cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "tier_id",
                table: "import_items",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cover",
                table: "communities",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "all_read",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_all_read", x => new { x.member_id, x.community_id });
                    table.ForeignKey(
                        name: "FK_all_read_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "anonymous_askings",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    switched_on_by = table.Column<long>(type: "bigint", nullable: false),
                    switched_on_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_anonymous_askings", x => x.space_id);
                    table.ForeignKey(
                        name: "FK_anonymous_askings_members_switched_on_by",
                        column: x => x.switched_on_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "asked_experts",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    declined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_asked_experts", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_asked_experts_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_asked_experts_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tag_followers",
                columns: table => new
                {
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    tag = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    following = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tag_followers", x => new { x.community_id, x.tag, x.member_id });
                    table.ForeignKey(
                        name: "FK_tag_followers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "topic_archives",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    archived_by = table.Column<long>(type: "bigint", nullable: false),
                    archived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_archives", x => x.topic_id);
                    table.ForeignKey(
                        name: "FK_topic_archives_members_archived_by",
                        column: x => x.archived_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_topic_archives_topics_topic_id",
                        column: x => x.topic_id,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_processor_subscription_reference",
                table: "checkouts",
                columns: new[] { "processor", "subscription_reference" });

            migrationBuilder.CreateIndex(
                name: "IX_anonymous_askings_community_id",
                table: "anonymous_askings",
                column: "community_id");

            migrationBuilder.CreateIndex(
                name: "IX_anonymous_askings_switched_on_by",
                table: "anonymous_askings",
                column: "switched_on_by");

            migrationBuilder.CreateIndex(
                name: "IX_asked_experts_community_id_member_id_topic_id",
                table: "asked_experts",
                columns: new[] { "community_id", "member_id", "topic_id" });

            migrationBuilder.CreateIndex(
                name: "IX_asked_experts_member_id",
                table: "asked_experts",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_tag_followers_member_id_community_id",
                table: "tag_followers",
                columns: new[] { "member_id", "community_id" });

            migrationBuilder.CreateIndex(
                name: "IX_topic_archives_archived_by",
                table: "topic_archives",
                column: "archived_by");

            migrationBuilder.CreateIndex(
                name: "IX_topic_archives_community_id",
                table: "topic_archives",
                column: "community_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "all_read");

            migrationBuilder.DropTable(
                name: "anonymous_askings");

            migrationBuilder.DropTable(
                name: "asked_experts");

            migrationBuilder.DropTable(
                name: "tag_followers");

            migrationBuilder.DropTable(
                name: "topic_archives");

            migrationBuilder.DropIndex(
                name: "IX_checkouts_processor_subscription_reference",
                table: "checkouts");

            migrationBuilder.DropColumn(
                name: "is_anonymous",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "last_is_anonymous",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "was_shown",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "consent_asked_at",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "consent_plan",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "consent_url",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "cover",
                table: "spaces");

            migrationBuilder.DropColumn(
                name: "at",
                table: "space_followers");

            migrationBuilder.DropColumn(
                name: "is_anonymous",
                table: "replies");

            migrationBuilder.DropColumn(
                name: "our_disputed",
                table: "reconciliation_cases");

            migrationBuilder.DropColumn(
                name: "their_disputed",
                table: "reconciliation_cases");

            migrationBuilder.DropColumn(
                name: "tier_id",
                table: "import_items");

            migrationBuilder.DropColumn(
                name: "cover",
                table: "communities");
        }
    }
}
