using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    /// <summary>Terms only: the texts they were cut from are in search_texts.</summary>
    static partial void Content(MigrationBuilder migration) => migration.Sql(
        """
        CREATE TABLE search_entries (id bigint PRIMARY KEY, title tsvector NOT NULL, body tsvector NOT NULL);
        CREATE INDEX ix_search_entries_title ON search_entries USING gin (title);
        CREATE INDEX ix_search_entries_body ON search_entries USING gin (body);
        """);
}
