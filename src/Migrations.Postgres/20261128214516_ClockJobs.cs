using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ClockJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "preview_recuts");

            migrationBuilder.DropPrimaryKey(
                name: "PK_job_runs",
                table: "job_runs");

            migrationBuilder.AlterColumn<DateTime>(
                name: "started_at",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: true,
                oldClrType: typeof(DateTime),
                oldType: "timestamp with time zone");

            migrationBuilder.AddColumn<long>(
                name: "community_id",
                table: "job_runs",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "due_at",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ended_at",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "error",
                table: "job_runs",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "failures",
                table: "job_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "leased_by",
                table: "job_runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "leased_until",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "planned_at",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_job_runs",
                table: "job_runs",
                columns: new[] { "job", "community_id" });

            migrationBuilder.CreateIndex(
                name: "IX_job_runs_due_at",
                table: "job_runs",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_job_runs",
                table: "job_runs");

            migrationBuilder.DropIndex(
                name: "IX_job_runs_due_at",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "community_id",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "error",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "failures",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "leased_by",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "leased_until",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "planned_at",
                table: "job_runs");

            migrationBuilder.AlterColumn<DateTime>(
                name: "started_at",
                table: "job_runs",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                oldClrType: typeof(DateTime),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_job_runs",
                table: "job_runs",
                column: "job");

            migrationBuilder.CreateTable(
                name: "preview_recuts",
                columns: table => new
                {
                    space_id = table.Column<long>(type: "bigint", nullable: false),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    preview_blocks = table.Column<int>(type: "integer", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_preview_recuts", x => x.space_id);
                });
        }
    }
}
