using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlansThatNeedConsent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "consent_asked_at",
                table: "subscriptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "consent_plan",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "consent_url",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "our_disputed",
                table: "reconciliation_cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "their_disputed",
                table: "reconciliation_cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_checkouts_processor_subscription_reference",
                table: "checkouts",
                columns: new[] { "processor", "subscription_reference" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_checkouts_processor_subscription_reference",
                table: "checkouts");

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
                name: "our_disputed",
                table: "reconciliation_cases");

            migrationBuilder.DropColumn(
                name: "their_disputed",
                table: "reconciliation_cases");
        }
    }
}
