using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Sqlite;

internal static partial class Guards
{
    /// <summary>Terms only: the texts they were cut from are in search_texts. Deleting needs contentless_delete (SQLite 3.43).</summary>
    static partial void Content(MigrationBuilder migration)
    {
        migration.Sql("CREATE VIRTUAL TABLE search_entries USING fts5(scope, title, body, content='', contentless_delete=1, tokenize='unicode61');");
        // MergeSearch merges two segments already, not only four.
        migration.Sql("INSERT INTO search_entries (search_entries, rank) VALUES ('usermerge', 2);");
    }
}
