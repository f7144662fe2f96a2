using System.Globalization;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Tipping;

/// <summary>Whether authors can be tipped in a community, and with how much, from an instant on until a later row.</summary>
internal sealed class TipTerms : ICommunityOwned
{
    /// <summary>So many amounts are offered at most.</summary>
    public const int MostAmounts = 6;

    private TipTerms() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Off until an operator says otherwise.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Minor units, a line each: what is offered to choose from.</summary>
    public string Offered { get; private set; } = "";

    /// <summary>Minor units; nobody tips less, nor more than <see cref="Most"/>.</summary>
    public long Least { get; private set; }

    public long Most { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public DateTime From { get; private set; }
    public long SetBy { get; private set; }

    public IReadOnlyList<long> Amounts =>
        [.. Offered.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(a => long.Parse(a, CultureInfo.InvariantCulture))];

    public bool Takes(long amount) => amount >= Least && amount <= Most;

    public static TipTerms Set(
        long communityId, bool isOpen, IEnumerable<long> amounts, long least, long most, string currency, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        IsOpen = isOpen,
        Offered = string.Join('\n', amounts.Select(a => a.ToString(CultureInfo.InvariantCulture))),
        Least = least,
        Most = most,
        Currency = currency,
        From = now,
        SetBy = by,
    };
}

/// <summary>That a reader gave the author of an article something.</summary>
internal sealed class Tip : ICommunityOwned
{
    private Tip() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ArticleId { get; private set; }

    /// <summary>Who had written the article then.</summary>
    public long AuthorId { get; private set; }

    public long MemberId { get; private set; }

    /// <summary>The order line that paid for it.</summary>
    public long LineId { get; private set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Whether the giver lets everyone read their name; the author knows it anyway.</summary>
    public bool IsNamed { get; private set; }

    public DateTime PaidAt { get; private set; }

    /// <summary>The money went back.</summary>
    public DateTime? TakenBackAt { get; private set; }

    public static Tip Give(Kernel.Contracts.Payments.SoldLine line, long authorId, DateTime now) => new()
    {
        CommunityId = line.CommunityId,
        ArticleId = line.Item.Id,
        AuthorId = authorId,
        MemberId = line.MemberId,
        LineId = line.LineId,
        Amount = line.Amount,
        Currency = line.Currency,
        PaidAt = now,
    };

    public void Name(bool isNamed) => IsNamed = isNamed;

    public void TakeBack(DateTime now) => TakenBackAt ??= now;
}

internal sealed class TipTermsMapping : IEntityTypeConfiguration<TipTerms>
{
    public void Configure(EntityTypeBuilder<TipTerms> builder)
    {
        builder.ToTable("tip_terms");
        builder.Property(t => t.Offered).HasMaxLength(200);
        builder.Property(t => t.Currency).HasMaxLength(3);
        builder.Ignore(t => t.Amounts);
        builder.HasIndex(t => new { t.CommunityId, t.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TipMapping : IEntityTypeConfiguration<Tip>
{
    public void Configure(EntityTypeBuilder<Tip> builder)
    {
        builder.ToTable("tips");
        builder.Property(t => t.Currency).HasMaxLength(3);
        builder.HasIndex(t => new { t.CommunityId, t.LineId }).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.ArticleId, t.Id });
        builder.HasIndex(t => new { t.AuthorId, t.Id });
        builder.HasIndex(t => new { t.CommunityId, t.MemberId });
        builder.HasOne<Articles.Article>().WithMany().HasForeignKey(t => t.ArticleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
