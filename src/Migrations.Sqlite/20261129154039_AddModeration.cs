using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddModeration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_appeals_case_id",
                table: "appeals",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_appeals_verdict_id",
                table: "appeals",
                column: "verdict_id",
                unique: true);

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
                name: "IX_reports_case_id_reporter_id",
                table: "reports",
                columns: new[] { "case_id", "reporter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_reporter_id_at",
                table: "reports",
                columns: new[] { "reporter_id", "at" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appeals");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "verdicts");

            migrationBuilder.DropTable(
                name: "sanctions");

            migrationBuilder.DropTable(
                name: "cases");
        }
    }
}
