using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Words;

/// <param name="Words">All of it.</param>
/// <param name="Waiting">Words that are not looked for yet: of a list that is off all, else those added since.</param>
/// <param name="LiveSince">UTC; null while it is off.</param>
public sealed record WordListRow(long Id, string Name, WordSubject Subject, int Words, int Waiting, DateTime CreatedAt, DateTime? LiveSince)
{
    /// <summary>Whether it is looked for.</summary>
    public bool IsOn => LiveSince is not null;
}

/// <param name="Live">Whether it is looked for.</param>
public sealed record WordRow(long Id, long List, string Text, bool Pinyin, DateTime AddedAt, bool Live);

/// <summary>The lists of the community at hand and their words, for its operators.</summary>
internal sealed class ReadWords(AppDb db)
{
    public async Task<IReadOnlyList<WordListRow>> ListsAsync(CancellationToken cancel) => 
        await Rows(db.Set<WordList>().OrderBy(l => l.Name)).ToListAsync(cancel);

    public async Task<WordListRow> ListAsync(long id, CancellationToken cancel) =>
        await Rows(db.Set<WordList>().Where(l => l.Id == id)).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();

    /// <summary>The newest first.</summary>
    /// <param name="text">Only those that contain it, in any case.</param>
    public async Task<Page<WordRow, long>> WordsAsync(long listId, string? text, long? before, int limit, CancellationToken cancel)
    {
        var list = await db.Set<WordList>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == listId, cancel) ?? throw Refused.NotFound();
        var words = db.Set<WatchedWord>().AsNoTracking().Where(w => w.ListId == listId);
        if (before is { } key)
            words = words.Where(w => w.Id < key);
        if (!string.IsNullOrWhiteSpace(text) && WatchedWord.FormOf(text) is { Length: > 0 } form)
            words = words.Where(w => w.Form.Contains(form));
        var page = await words.OrderByDescending(w => w.Id).PageAsync(Paging.Limit(limit), w => w.Id, cancel);
        return page.Select(w => new WordRow(w.Id, w.ListId, w.Text, w.Pinyin, w.AddedAt, w.Id <= list.LiveThrough));
    }

    private IQueryable<WordListRow> Rows(IQueryable<WordList> lists) => lists.AsNoTracking().Select(l => new WordListRow(
        l.Id, l.Name, l.Subject,
        db.Set<WatchedWord>().Count(w => w.ListId == l.Id),
        db.Set<WatchedWord>().Count(w => w.ListId == l.Id && (l.LiveThrough == null || w.Id > l.LiveThrough)),
        l.CreatedAt, l.LiveSince));
}
