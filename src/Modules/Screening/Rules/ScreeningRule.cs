using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Rules;

/// <summary>A rule that is on. Its terms are those with which it was tried last; a rule that is off has no row.</summary>
internal sealed class ScreeningRule : ICommunityOwned
{
    private ScreeningRule() { }

    public long CommunityId { get; private set; }
    public RuleKind Kind { get; private set; }

    /// <summary><see cref="RuleTerms"/> as JSON.</summary>
    public string Terms { get; private set; } = "";

    /// <summary>The trial after which it was switched on.</summary>
    public long TrialId { get; private set; }

    public long SwitchedOnBy { get; private set; }
    public DateTime SwitchedOnAt { get; private set; }

    public static ScreeningRule Of(long communityId, RuleKind kind) => new() { CommunityId = communityId, Kind = kind };

    public void SwitchOn(string terms, long trialId, long by, DateTime now) =>
        (Terms, TrialId, SwitchedOnBy, SwitchedOnAt) = (terms, trialId, by, now);
}

internal sealed class ScreeningRuleMapping : IEntityTypeConfiguration<ScreeningRule>
{
    public void Configure(EntityTypeBuilder<ScreeningRule> builder)
    {
        builder.ToTable("screening_rules");
        builder.HasKey(r => new { r.CommunityId, r.Kind });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.SwitchedOnBy).OnDelete(DeleteBehavior.Restrict);
    }
}
