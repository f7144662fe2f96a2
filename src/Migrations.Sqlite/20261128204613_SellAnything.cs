using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
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
                type: "TEXT",
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
                type: "TEXT",
                maxLength: 4000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 2000,
                oldNullable: true);

            migrationBuilder.RenameColumn(
                name: "tier_id",
                table: "order_lines",
                newName: "item_id");

            migrationBuilder.AlterColumn<string>(
                name: "interval",
                table: "order_lines",
                type: "TEXT",
                maxLength: 40,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 40);

            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "order_lines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "item_kind",
                table: "order_lines",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "tier");

            migrationBuilder.AddColumn<string>(
                name: "stream",
                table: "order_lines",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "memberships");

            migrationBuilder.AddColumn<string>(
                name: "start_kind",
                table: "checkouts",
                type: "TEXT",
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
                name: "interval",
                table: "order_lines",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 40,
                oldNullable: true);

            migrationBuilder.RenameColumn(
                name: "start_value",
                table: "checkouts",
                newName: "url");
        }
    }
}
