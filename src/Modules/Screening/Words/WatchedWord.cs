using Guildhall.Kernel.Data;
using Guildhall.Screening.Folding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Words;

/// <summary>A word or phrase of a list.</summary>
internal sealed class WatchedWord : ICommunityOwned
{
    public const int MaxText = 100, MaxForm = 200;

    private WatchedWord() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ListId { get; private set; }

    /// <summary>As it was typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>As it is compared: two words of a list that differ in nothing else are one.</summary>
    public string Form { get; private set; } = "";

    /// <summary>Whether it is also found in pinyin and in characters that sound the same.</summary>
    public bool Pinyin { get; private set; }

    public long AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }

    public static WatchedWord In(WordList list, string text, string form, bool pinyin, long by, DateTime now) => new()
    {
        CommunityId = list.CommunityId,
        ListId = list.Id,
        Text = text,
        Form = form,
        Pinyin = pinyin,
        AddedBy = by,
        AddedAt = now,
    };

    /// <returns>Empty for what holds neither letters nor digits.</returns>
    public static string FormOf(string text) => TextFolder.FoldWord(text).Text;
}

internal sealed class WatchedWordMapping : IEntityTypeConfiguration<WatchedWord>
{
    public void Configure(EntityTypeBuilder<WatchedWord> builder)
    {
        builder.ToTable("watched_words");
        builder.Property(w => w.Text).HasMaxLength(WatchedWord.MaxText);
        builder.Property(w => w.Form).HasMaxLength(WatchedWord.MaxForm);
        builder.HasOne<WordList>().WithMany().HasForeignKey(w => w.ListId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(w => w.AddedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => new { w.ListId, w.Form }).IsUnique();
        builder.HasIndex(w => new { w.CommunityId, w.Id });
    }
}
