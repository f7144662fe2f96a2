using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Guildhall.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Gate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_grants_entitlement",
                table: "grants");

            migrationBuilder.AddColumn<long>(
                name: "thing_id",
                table: "grants",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "thing_kind",
                table: "grants",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "offer_id",
                table: "articles",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "article_offers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    community_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_article_offers", x => x.id);
                    table.CheckConstraint("ck_article_offers_amount", "amount IS NULL OR amount > 0");
                    table.ForeignKey(
                        name: "FK_article_offers_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_article_offers_members_set_by",
                        column: x => x.set_by,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_grants_community_id_source_kind_source_id_member_id_thing_k~",
                table: "grants",
                columns: new[] { "community_id", "source_kind", "source_id", "member_id", "thing_kind", "thing_id" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_grants_entitlement",
                table: "grants",
                sql: "(CASE WHEN tier_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN role IS NULL THEN 0 ELSE 1 END)\n+ (CASE WHEN thing_kind IS NULL THEN 0 ELSE 1 END) = 1 AND (thing_kind IS NULL) = (thing_id IS NULL)");

            migrationBuilder.CreateIndex(
                name: "IX_article_offers_article_id",
                table: "article_offers",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "IX_article_offers_community_id_article_id_id",
                table: "article_offers",
                columns: new[] { "community_id", "article_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_article_offers_set_by",
                table: "article_offers",
                column: "set_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_offers");

            migrationBuilder.DropIndex(
                name: "IX_grants_community_id_source_kind_source_id_member_id_thing_k~",
                table: "grants");

            migrationBuilder.DropCheckConstraint(
                name: "ck_grants_entitlement",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "thing_id",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "thing_kind",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "offer_id",
                table: "articles");

            migrationBuilder.AddCheckConstraint(
                name: "ck_grants_entitlement",
                table: "grants",
                sql: "(tier_id IS NULL) <> (role IS NULL)");
        }
    }
}
