using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Import;

public enum ImportKind
{
    /// <summary>A top folder that becomes a column.</summary>
    Column,

    /// <summary>A picture or another file that an article shows or links to.</summary>
    File,

    Article,

    /// <summary>What was looked at and left alone.</summary>
    Other,
}

public enum ImportAction
{
    Create,
    Update,
    Unchanged,

    /// <summary>Left out on purpose; a note says why.</summary>
    Skip,

    /// <summary>Cannot be taken in; a note says why.</summary>
    Error,
}

/// <summary>Something to say about a row.</summary>
/// <param name="Text">A text key of <see cref="ImportTexts"/>; <paramref name="Args"/> fill its places.</param>
internal sealed record ImportNote(bool IsError, [Localizable(true)] string Text, params string[] Args)
{
    /// <summary>Somebody else's words on it, in English.</summary>
    public string? Detail { get; init; }

    /// <summary>Good to know, nothing to look after.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInfo { get; init; }

    [JsonIgnore]
    public bool IsWarning => !IsError && !IsInfo;

    public static ImportNote Info([Localizable(true)] string text, params string[] args) => new(false, text, args) { IsInfo = true };

    public static ImportNote Warning([Localizable(true)] string text, params string[] args) => new(false, text, args);

    public static ImportNote Error([Localizable(true)] string text, params string[] args) => new(true, text, args);
}

/// <summary>One row of a batch: what would become of one file, and what became of it.</summary>
internal sealed class ImportItem : ICommunityOwned
{
    public const int MaxPath = 500;

    /// <summary>Stands for the hash of a file that is not there any more.</summary>
    public const string GoneHash = "gone";

    private const int MaxNotes = 20;
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private ImportItem() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long BatchId { get; private set; }

    /// <summary>The order in which rows are taken in: columns, files, articles.</summary>
    public int Position { get; private set; }

    public ImportKind Kind { get; private set; }
    public ImportAction Action { get; private set; }

    /// <summary>Within the folder, with forward slashes.</summary>
    public string Path { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The address that the article gets or has; for a column, the column's.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Slug of the article's column.</summary>
    public string Space { get; private set; } = "";

    /// <summary>Of a column that is made: the tier that reads it; <c>null</c> opens it to everyone.</summary>
    public long? TierId { get; private set; }

    /// <summary>SHA-256 of what would be taken in, references included.</summary>
    public string Hash { get; private set; } = "";

    public string NotesJson { get; private set; } = "[]";
    public bool HasWarning { get; private set; }

    /// <summary>The article or the stored file that it became.</summary>
    public long? ThingId { get; private set; }

    /// <summary>
    /// The article's version before an update and after taking in: an undo restores the one, if nobody went past the other.
    /// </summary>
    public int? VersionBefore { get; private set; }

    public int? VersionAfter { get; private set; }

    /// <summary>
    /// The stored file that the path meant before, where taking in made it mean another: an undo restores it, if nobody replaced it since.
    /// </summary>
    public long? ReplacedId { get; private set; }

    /// <summary>
    /// Where an updated article stood and who might read it; <c>null</c> without an update, and of rows from before this was kept.
    /// </summary>
    public string? SlugBefore { get; private set; }

    public ArticleAccess? AccessBefore { get; private set; }
    public long? TierIdBefore { get; private set; }
    public string? LanguageBefore { get; private set; }

    /// <summary>Whether taking it in published what had been a draft here.</summary>
    public bool HasPublished { get; private set; }

    /// <summary>Whether taking it in withdrew what had been public here.</summary>
    public bool HasWithdrawn { get; private set; }

    /// <summary>The article's file is not there any more.</summary>
    public bool IsGone => Kind == ImportKind.Article && Hash == GoneHash;

    /// <summary>A picture that lies on another server: its path is its address.</summary>
    public bool IsRemote => Kind == ImportKind.File && RemotePicture.IsAddress(Path);

    /// <summary>The path at which an earlier import knew the article; <c>null</c> where it was not moved.</summary>
    public string? FormerPath => Notes.FirstOrDefault(n => n.Text == ImportTexts.Moved)?.Args[0];

    public DateTime? AppliedAt { get; private set; }
    public DateTime? UndoneAt { get; private set; }

    /// <summary>After an undo: it was edited here or replaced since, or is used, so it stayed.</summary>
    public bool KeptOnUndo { get; private set; }

    public IReadOnlyList<ImportNote> Notes =>
        NotesJson.Length <= 2 ? [] : JsonSerializer.Deserialize<List<ImportNote>>(NotesJson, Json) ?? [];

    public static ImportItem Of(ImportBatch batch, int position, ImportKind kind, ImportAction action, string path) => new()
    {
        CommunityId = batch.CommunityId,
        BatchId = batch.Id,
        Position = position,
        Kind = kind,
        Action = action,
        Path = path.Length <= MaxPath ? path : "…" + path[^(MaxPath - 1)..],
    };

    public ImportItem Describe(string title, string slug, string space, string hash)
    {
        (Title, Slug, Space, Hash) = (title, slug, space, hash);
        return this;
    }

    public void OpenTo(long? tierId) => TierId = tierId;

    public ImportItem Say(IReadOnlyList<ImportNote> notes)
    {
        HasWarning = notes.Any(n => n.IsWarning);
        NotesJson = notes.Count == 0 ? "[]" : JsonSerializer.Serialize(notes.Take(MaxNotes), Json);
        return this;
    }

    /// <summary>Call it before the article is changed.</summary>
    public void RememberPlace(Article article) =>
        (SlugBefore, AccessBefore, TierIdBefore, LanguageBefore) = (article.Slug, article.Access, article.TierId, article.Language);

    public void PublishedIt() => HasPublished = true;

    public void WithdrewIt() => HasWithdrawn = true;

    /// <summary>Of an article whose file is gone: it shall be withdrawn.</summary>
    public void ChooseWithdrawal() => Action = ImportAction.Update;

    public void Became(long thingId, int? before, int? after, DateTime now) =>
        (ThingId, VersionBefore, VersionAfter, AppliedAt) = (thingId, before, after, now);

    /// <param name="replacedId">The stored file that it took the place of; <c>null</c> for none.</param>
    public void BecameFile(long fileId, long? replacedId, DateTime now) => (ThingId, ReplacedId, AppliedAt) = (fileId, replacedId, now);

    public void Pass(DateTime now) => AppliedAt = now;

    public void FailNow(ImportNote why, DateTime now)
    {
        Action = ImportAction.Error;
        Say([.. Notes, why]);
        AppliedAt = now;
    }

    /// <summary>It turned out not to be taken in, which is no error: a note says why.</summary>
    public void LeaveOut(ImportNote why, DateTime now)
    {
        Action = ImportAction.Skip;
        Say([.. Notes, why]);
        AppliedAt = now;
    }

    /// <summary>It turned out to be what was there before.</summary>
    public void StaysUnchanged(DateTime now) => (Action, AppliedAt) = (ImportAction.Unchanged, now);

    /// <summary>Adds what is not said yet.</summary>
    /// <returns>Whether the row has a warning now and had none before.</returns>
    public bool SayAlso(IEnumerable<ImportNote> notes)
    {
        var said = Notes;
        var more = notes.Where(n => !said.Any(s => s.Text == n.Text && s.Args.SequenceEqual(n.Args))).ToList();
        var had = HasWarning;
        if (more.Count > 0)
            Say([.. said, .. more]);
        return HasWarning && !had;
    }

    public void Undo(bool kept, DateTime now) => (KeptOnUndo, UndoneAt) = (kept, now);
}

internal sealed class ImportItemMapping : IEntityTypeConfiguration<ImportItem>
{
    public void Configure(EntityTypeBuilder<ImportItem> builder)
    {
        builder.ToTable("import_items");
        builder.Ignore(i => i.Notes);
        builder.Ignore(i => i.IsGone);
        builder.Ignore(i => i.IsRemote);
        builder.Ignore(i => i.FormerPath);
        builder.Property(i => i.Path).HasMaxLength(ImportItem.MaxPath);
        builder.Property(i => i.Title).HasMaxLength(Article.MaxTitle);
        builder.Property(i => i.Slug).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(i => i.Space).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(i => i.Hash).HasMaxLength(64);
        builder.Property(i => i.SlugBefore).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(i => i.LanguageBefore).HasMaxLength(8);
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(i => i.BatchId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(i => new { i.BatchId, i.Position }).IsUnique();
        builder.HasIndex(i => i.ReplacedId).HasFilter("replaced_id IS NOT NULL");
    }
}
