using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Words;

/// <summary>What the words of a list are about: moderators see it first, and judge abuse otherwise than advertising.</summary>
public enum WordSubject
{
    /// <summary>Advertising, names, whatever a community watches.</summary>
    Other,

    /// <summary>Insults and harassment.</summary>
    Abuse,
}

/// <summary>
/// A list of watched words. What it finds waits for a moderator; nothing is refused or deleted for a word. Words that were added since it
/// was switched on wait until they have been tried on the last posts too.
/// </summary>
internal sealed class WordList : ICommunityOwned
{
    public const int MaxName = 60;

    private WordList() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Name { get; private set; } = "";
    public WordSubject Subject { get; private set; }
    public long CreatedBy { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>Its words up to this id are looked for; <c>null</c> while it is off.</summary>
    public long? LiveThrough { get; private set; }

    public DateTime? LiveSince { get; private set; }
    public long? LiveBy { get; private set; }

    public bool IsOn => LiveThrough is not null;

    public static WordList Of(long communityId, string name, WordSubject subject, long by, DateTime now) =>
        new() { CommunityId = communityId, Name = name, Subject = subject, CreatedBy = by, CreatedAt = now };

    public void SwitchOn(long through, long by, DateTime now) => (LiveThrough, LiveBy, LiveSince) = (through, by, now);

    public void SwitchOff() => (LiveThrough, LiveBy, LiveSince) = (null, null, null);
}

internal sealed class WordListMapping : IEntityTypeConfiguration<WordList>
{
    public void Configure(EntityTypeBuilder<WordList> builder)
    {
        builder.ToTable("word_lists");
        builder.Property(l => l.Name).HasMaxLength(WordList.MaxName);
        builder.Property(l => l.Subject).HasDefaultValue(WordSubject.Other);
        builder.Ignore(l => l.IsOn);
        builder.HasOne<Member>().WithMany().HasForeignKey(l => l.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(l => l.LiveBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.CommunityId, l.Name }).IsUnique();
    }
}
