using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Words;

/// <summary>What became of words that were to be added.</summary>
/// <param name="Known">Those that the list had, or that came twice.</param>
/// <param name="Refused">Those that cannot be watched, as typed; the first hundred.</param>
public sealed record AddedWords(int Added, int Known, IReadOnlyList<string> Refused);

/// <summary>Makes and removes lists, and words in them.</summary>
internal sealed class ArrangeWords(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    public const int MostWords = 50_000, MostLists = 50;
    private const int Batch = 1000, MostRefused = 100;

    /// <param name="isFilled">A list of abuse begins with the short one that comes with the program.</param>
    /// <returns>The list's id.</returns>
    public async Task<long> AddListAsync(string? name, WordSubject subject, bool isFilled, CancellationToken cancel)
    {
        var id = await AddEmptyAsync(name, subject, cancel);
        if (isFilled && subject == WordSubject.Abuse)
            await AddAsync(id, Insults.Read(), cancel);
        return id;
    }

    private async Task<long> AddEmptyAsync(string? name, WordSubject subject, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var wanted = (name ?? "").Trim();
        if (!WellFormed.HasInk(wanted))
            throw Refused.AtField("name", "name_missing", "Give the list a name.");
        if (wanted.Length > WordList.MaxName)
            throw Refused.AtField("name", "name_too_long", "A name can have at most {0} characters.", WordList.MaxName);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        if (await db.Set<WordList>().AnyAsync(l => l.Name == wanted, cancel))
            throw Refused.AtField("name", "name_taken", "There is already a list of this name.");
        if (await db.Set<WordList>().CountAsync(cancel) >= MostLists)
            throw new Refused("too_many_lists", 409, "A community can have at most {0} word lists. Remove one first.", MostLists);
        var list = WordList.Of(scope.Id, wanted, subject, by, Now);
        db.Add(list);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return list.Id;
    }

    public async Task RemoveListAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var list = await FindAsync(id, cancel);
        db.Remove(list);
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Adds words that the list does not have. They are looked for once the list has been tried with them and is switched on (again).
    /// </summary>
    public async Task<AddedWords> AddAsync(long listId, IReadOnlyList<WantedWord> words, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        if (words.Count == 0)
            throw Refused.AtField("words", "words_missing", "Enter at least one word.");
        if (words.Count > MostWords)
            throw TooMany();
        var (forms, refused) = Fold(words);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Two who paste the same list add it once.
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var list = await FindAsync(listId, cancel);
        var known = (await db.Set<WatchedWord>().Where(w => w.ListId == listId).Select(w => w.Form).ToListAsync(cancel))
            .ToHashSet(StringComparer.Ordinal);
        var fresh = forms.Where(f => !known.Contains(f.Key)).ToList();
        if (await db.Set<WatchedWord>().CountAsync(cancel) + fresh.Count > MostWords)
            throw TooMany();
        foreach (var batch in fresh.Chunk(Batch))
        {
            db.AddRange(batch.Select(f => WatchedWord.In(list, f.Value.Text, f.Key, f.Value.Pinyin, by, Now)));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(cancel);
        return new AddedWords(fresh.Count, words.Count - fresh.Count - refused.Count, [.. refused.Take(MostRefused)]);
    }

    public async Task RemoveAsync(long wordId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var word = await db.Set<WatchedWord>().SingleOrDefaultAsync(w => w.Id == wordId, cancel) ?? throw Refused.NotFound();
        db.Remove(word);
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<WordList> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<WordList>().SingleOrDefaultAsync(l => l.Id == id, cancel) ?? throw Refused.NotFound();

    /// <summary>One sign or letter of Latin would be found everywhere; a word of Han characters may be one.</summary>
    private static (Dictionary<string, WantedWord> Forms, List<string> Refused) Fold(IReadOnlyList<WantedWord> words)
    {
        var forms = new Dictionary<string, WantedWord>(StringComparer.Ordinal);
        var refused = new List<string>();
        foreach (var word in words)
        {
            var text = word.Text.Trim();
            var form = text.Length is > 0 and <= WatchedWord.MaxText ? WatchedWord.FormOf(text) : "";
            if (form.Length is 0 or > WatchedWord.MaxForm || (form.Length == 1 && char.IsAscii(form[0])))
                refused.Add(text.Length <= WatchedWord.MaxText ? text : text.CutTo(WatchedWord.MaxText) + "…");
            else
                forms.TryAdd(form, word with { Text = text });
        }
        return (forms, refused);
    }

    private static Refused TooMany() => Refused.AtField(
        "words", "too_many_words", "A community can watch at most {0} words. Nothing was added.", MostWords);

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
