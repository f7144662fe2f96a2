using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// A cost, an income or a payout was entered wrongly: the row and its booking stay, and this books the opposite, on the day of the
/// reversal, since the figures of a month that is over do not change.
/// </summary>
internal sealed class Reversal : ICommunityOwned
{
    public const int MaxReason = 300;

    private Reversal() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>"cost", "income" or "payout".</summary>
    public string DocumentKind { get; private set; } = "";

    public long DocumentId { get; private set; }
    public string Reason { get; private set; } = "";
    public long ById { get; private set; }
    public DateTime At { get; private set; }

    /// <exception cref="Refused">422: no reason.</exception>
    public static Reversal Of(long communityId, Thing document, string? reason, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        DocumentKind = document.Kind,
        DocumentId = document.Id,
        Reason = CheckedReason(reason),
        ById = by,
        At = now,
    };

    public static string CheckedReason(string? reason) => reason?.Trim() is { Length: > 0 and <= MaxReason } good
        ? good
        : throw Refused.AtField("reason", "reason_missing", "Give a reason, 1 to {0} characters: it stays in the books permanently.", MaxReason);
}

internal sealed class ReversalMapping : IEntityTypeConfiguration<Reversal>
{
    public void Configure(EntityTypeBuilder<Reversal> builder)
    {
        builder.ToTable("reversals");
        builder.Property(r => r.DocumentKind).HasMaxLength(40);
        builder.Property(r => r.Reason).HasMaxLength(Reversal.MaxReason);
        // Two who reverse the same thing at once: one of them does.
        builder.HasIndex(r => new { r.CommunityId, r.DocumentKind, r.DocumentId }).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.ById).OnDelete(DeleteBehavior.Restrict);
    }
}
