using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CareRoom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "by_id",
                table: "notifications",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "forgotten_at",
                table: "members",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_deletions",
                columns: table => new
                {
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    takes_posts = table.Column<bool>(type: "boolean", nullable: false),
                    begun_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_deletions", x => x.member_id);
                    table.ForeignKey(
                        name: "FK_account_deletions_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "thread_followings",
                columns: table => new
                {
                    thread_id = table.Column<long>(type: "bigint", nullable: false),
                    member_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    follows = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_thread_followings", x => new { x.thread_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_thread_followings_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_thread_followings_messages_thread_id",
                        column: x => x.thread_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_by_id",
                table: "notifications",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "IX_account_deletions_due_at",
                table: "account_deletions",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_thread_followings_member_id",
                table: "thread_followings",
                column: "member_id");

            migrationBuilder.AddForeignKey(
                name: "FK_notifications_members_by_id",
                table: "notifications",
                column: "by_id",
                principalTable: "members",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_notifications_members_by_id",
                table: "notifications");

            migrationBuilder.DropTable(
                name: "account_deletions");

            migrationBuilder.DropTable(
                name: "thread_followings");

            migrationBuilder.DropIndex(
                name: "IX_notifications_by_id",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "by_id",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "forgotten_at",
                table: "members");
        }
    }
}
