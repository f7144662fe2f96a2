using Guildhall.Accounts.OwnData;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Forgetting;

/// <summary>Rows of one kind and what becomes of them.</summary>
/// <param name="What">A text key.</param>
/// <param name="Why">A text key; empty for what does not stay.</param>
public sealed record LeavingLine(string What, Fate Fate, string Why, long Rows);

/// <summary>What a member is shown before they go.</summary>
public sealed record LeavingPreview(IReadOnlyList<LeavingLine> Lines, IReadOnlyList<LeavingNote> Notes)
{
    /// <summary>What keeps them from going.</summary>
    public LeavingNote? Hindrance => Notes.FirstOrDefault(n => n.Forbids);
}

/// <summary>Counts a member's own rows by what becomes of them, and asks every module what they should know.</summary>
internal sealed class PreviewForgetting(AppDb db, IEnumerable<Forgotten> tables, IEnumerable<IForget> modules)
{
    public async Task<LeavingPreview> RunAsync(long memberId, CancellationToken cancel)
    {
        var rows = new Dictionary<(string What, Fate Fate, string Why), long>();
        foreach (var table in tables)
        {
            var key = (table.What, table.Fate, table.Why);
            rows[key] = rows.GetValueOrDefault(key) + await CountAsync(table.Entity, memberId, cancel);
        }
        return new LeavingPreview(
            [.. rows.Where(r => r.Value > 0).Select(r => new LeavingLine(r.Key.What, r.Key.Fate, r.Key.Why, r.Value)).OrderBy(l => l.Fate)],
            await NotesAsync(memberId, cancel));
    }

    public async Task<IReadOnlyList<LeavingNote>> NotesAsync(long memberId, CancellationToken cancel)
    {
        var notes = new List<LeavingNote>();
        foreach (var module in modules)
            notes.AddRange(await module.NotesAsync(memberId, cancel));
        return notes;
    }

    private async Task<long> CountAsync(Type entity, long memberId, CancellationToken cancel) => OwnTables.Of(db.Model, entity) is { } table
        ? await db.Database.SqlQueryRaw<long>(table.Counting, memberId).SingleAsync(cancel) : 0;
}
