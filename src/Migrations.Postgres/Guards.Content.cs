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

    /// <summary>
    /// Entries have other numbers from now on (SearchEntry), and a job writes them anew. Belongs to the migration that adds
    /// search_texts.kind.
    /// </summary>
    public static void EmptySearch(MigrationBuilder migration) => migration.Sql("DELETE FROM search_entries;");

    /// <summary>
    /// Gives every article a place in its column: in the order of publication, which imports wrote backwards within a moment. News stay by
    /// date. Belongs to the migration that adds column_entries.
    /// </summary>
    public static void FillColumns(MigrationBuilder migration)
    {
        migration.Sql("""
            INSERT INTO column_entries (article_id, community_id, space_id, position, words, is_shown)
            SELECT id, community_id, space_id, row_number() OVER (PARTITION BY space_id ORDER BY date_trunc('minute', published_at),
                CASE WHEN source IS NULL THEN 0 ELSE 1 END, CASE WHEN source IS NULL THEN published_at END, published_at DESC, id),
                word_count, withdrawn_at IS NULL
            FROM articles WHERE published_at IS NOT NULL;
            """);
        migration.Sql("UPDATE spaces SET sorting = 'NewestFirst' WHERE slug = 'announcements' AND kind = 'Column';");
    }
}
