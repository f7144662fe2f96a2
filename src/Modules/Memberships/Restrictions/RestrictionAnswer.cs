using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Restrictions;

/// <summary>What a restricted member says to the operators. It is open until they reply, and only one is open at a time.</summary>
internal sealed class RestrictionAnswer
{
    public const int TextLength = 2000;

    private RestrictionAnswer() { }

    public long Id { get; private set; }
    public long RestrictionId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTime At { get; private set; }

    /// <summary><c>null</c> while it is open.</summary>
    public DateTime? RepliedAt { get; private set; }

    public long? RepliedBy { get; private set; }
    public string Reply { get; private set; } = "";

    public static RestrictionAnswer Of(long restrictionId, string text, DateTime now) =>
        new() { RestrictionId = restrictionId, Text = text, At = now };

    public void Close(string reply, long by, DateTime now) => (Reply, RepliedBy, RepliedAt) = (reply, by, now);
}

internal sealed class RestrictionAnswerMapping : IEntityTypeConfiguration<RestrictionAnswer>
{
    public void Configure(EntityTypeBuilder<RestrictionAnswer> builder)
    {
        builder.ToTable("restriction_answers");
        builder.Property(a => a.Text).HasMaxLength(RestrictionAnswer.TextLength);
        builder.Property(a => a.Reply).HasMaxLength(RestrictionAnswer.TextLength);
        builder.HasIndex(a => a.RestrictionId, "ix_restriction_answers_open").IsUnique().HasFilter("replied_at IS NULL");
        builder.HasIndex(a => new { a.RestrictionId, a.Id });
        builder.HasOne<Restriction>().WithMany().HasForeignKey(a => a.RestrictionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.RepliedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
