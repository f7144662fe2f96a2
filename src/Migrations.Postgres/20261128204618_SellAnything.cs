using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SellAnything : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "webhook_deliveries",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Checkout");

            migrationBuilder.RenameColumn(
                name: "url",
                table: "checkouts",
                newName: "start_value");

            migrationBuilder.AlterColumn<string>(
                name: "start_value",
                table: "checkouts",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(2000)",
                oldMaxLength: 2000,
                oldNullable: true);

            migrationBuilder.RenameColumn(
                name: "tier_id",
                table: "order_lines",
                newName: "item_id");

            migrationBuilder.AlterColumn<string>(
                name: "asked",
                table: "orders",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(100)",
                oldMaxLength: 100);

            migrationBuilder.AlterColumn<string>(
                name: "interval",
                table: "order_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(40)",
                oldMaxLength: 40);

            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "order_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "item_kind",
                table: "order_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "tier");

            migrationBuilder.AddColumn<string>(
                name: "stream",
                table: "order_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "memberships");

            migrationBuilder.AddColumn<string>(
                name: "start_kind",
                table: "checkouts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Page");

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_community_id_item_kind_item_id",
                table: "order_lines",
                columns: new[] { "community_id", "item_kind", "item_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "subject",
                table: "webhook_deliveries");

            migrationBuilder.DropIndex(
                name: "IX_order_lines_community_id_item_kind_item_id",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "discount",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "item_kind",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "stream",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "start_kind",
                table: "checkouts");

            migrationBuilder.RenameColumn(
                name: "item_id",
                table: "order_lines",
                newName: "tier_id");

            migrationBuilder.AlterColumn<string>(
                name: "asked",
                table: "orders",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000)",
                oldMaxLength: 4000);

            migrationBuilder.AlterColumn<string>(
                name: "interval",
                table: "order_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(40)",
                oldMaxLength: 40,
                oldNullable: true);

            migrationBuilder.RenameColumn(
                name: "start_value",
                table: "checkouts",
                newName: "url");
        }
    }
}
