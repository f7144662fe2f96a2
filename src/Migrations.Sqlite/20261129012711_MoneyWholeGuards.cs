using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MoneyWholeGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.GuardInvoices();
            migrationBuilder.GuardMovements();
            // SQLite has made it anew for its new column.
            migrationBuilder.GuardReturnedShares();
            // Who may refund kept the books until now.
            foreach (var column in new[] { "given", "taken" })
                migrationBuilder.Sql(
                    $"""
                    UPDATE roles SET {column} = {column} || ' money.keep_books'
                    WHERE ' ' || {column} || ' ' LIKE '% money.refund %' AND ' ' || {column} || ' ' NOT LIKE '% money.keep_books %';
                    """);
            // A price was replaced by one in another currency where a community changed its own; now both would count as sold.
            migrationBuilder.Sql(
                """
                INSERT INTO prices (community_id, tier_id, interval, amount, currency, trial_days, "from", set_by)
                SELECT p.community_id, p.tier_id, p.interval, NULL, p.currency, 0,
                    (SELECT MIN(l."from") FROM prices l
                        WHERE l.tier_id = p.tier_id AND l.interval = p.interval AND l.currency <> p.currency AND l.id > p.id), NULL
                FROM prices p
                WHERE p.amount IS NOT NULL
                    AND EXISTS (SELECT 1 FROM prices l
                        WHERE l.tier_id = p.tier_id AND l.interval = p.interval AND l.currency <> p.currency AND l.id > p.id)
                    AND NOT EXISTS (SELECT 1 FROM prices s
                        WHERE s.tier_id = p.tier_id AND s.interval = p.interval AND s.currency = p.currency AND s.id > p.id);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
