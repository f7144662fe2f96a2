using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities;

/// <summary>A community of the installation: who it is for, what it speaks and sells in, and by which rules.</summary>
internal sealed class Community
{
    private Community() { }

    public long Id { get; private set; }
    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>One or two sentences under the name.</summary>
    public string Description { get; private set; } = "";

    public CommunityKind Kind { get; private set; }
    public string Accent { get; private set; } = "";
    public string Language { get; private set; } = "";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>For whom it is and what they take away; shown to visitors.</summary>
    public string Positioning { get; private set; } = "";

    /// <summary>What visitors are promised, in large letters; empty: made from name and description.</summary>
    public string Promise { get; private set; } = "";

    /// <summary>Questions that visitors ask before they join, with answers: Markdown, each question a heading.</summary>
    public string QuestionsMarkdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when they were saved.</summary>
    public string QuestionsHtml { get; private set; } = "";

    /// <summary>At the foot of its pages: one a line, words and then an address.</summary>
    public string FootLinks { get; private set; } = "";

    /// <summary>In its menu, as <see cref="FootLinks"/> are kept.</summary>
    public string MenuLinks { get; private set; } = "";

    /// <summary>What the operators want to reach; shown to them only.</summary>
    public string Goals { get; private set; } = "";

    public string RulesMarkdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when the rules were saved.</summary>
    public string RulesHtml { get; private set; } = "";

    /// <summary>Address of its logo; <c>null</c> without one.</summary>
    public string? Logo { get; private set; }

    /// <summary>Address of the picture that its operators chose for it; <c>null</c> where one is drawn.</summary>
    public string? Cover { get; private set; }

    public long CreatedBy { get; private set; }
    public DateTime CreatedAt { get; private set; }

    public static Community Open(
        CommunityProfile profile, CommunityKind kind, string slug, string currency, RulesText rules, long ownerId, DateTime now)
    {
        var community = new Community { Kind = kind, Slug = slug, Currency = currency, CreatedBy = ownerId, CreatedAt = now };
        community.Describe(profile);
        community.SetRules(rules);
        return community;
    }

    public void Describe(CommunityProfile profile)
    {
        Name = profile.Name;
        Description = profile.Description;
        Accent = profile.Accent;
        Language = profile.Language;
        TimeZone = profile.TimeZone;
        Positioning = profile.Positioning;
        Goals = profile.Goals;
    }

    /// <summary>Only while no money has moved; the operation asks the ledger first.</summary>
    public void SellIn(string currency) => Currency = currency;

    /// <param name="path"><c>null</c> takes the logo away.</param>
    public void ShowLogo(string? path) => Logo = path;

    /// <param name="path"><c>null</c> takes the cover away.</param>
    public void CoverWith(string? path) => Cover = path;

    /// <summary>What visitors meet first.</summary>
    public void Invite(string promise, string questionsMarkdown, string questionsHtml) =>
        (Promise, QuestionsMarkdown, QuestionsHtml) = (promise, questionsMarkdown, questionsHtml);

    /// <param name="links">Already checked.</param>
    public void LinkTo(string foot, string menu) => (FootLinks, MenuLinks) = (foot, menu);

    public void SetRules(RulesText rules) => (RulesMarkdown, RulesHtml) = (rules.Markdown, rules.Html);
}

/// <summary>What an operator may change at any time; already checked.</summary>
internal sealed record CommunityProfile(
    string Name, string Description, string Accent, string Language, string TimeZone, string Positioning = "", string Goals = "");

/// <summary>The rules as written and as rendered from that.</summary>
internal sealed record RulesText(string Markdown, string Html);

internal sealed class CommunityMapping : IEntityTypeConfiguration<Community>
{
    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.ToTable("communities");
        builder.Property(c => c.Slug).HasMaxLength(80);
        builder.Property(c => c.Name).HasMaxLength(80);
        builder.Property(c => c.Description).HasMaxLength(300);
        builder.Property(c => c.Accent).HasMaxLength(20);
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.Property(c => c.TimeZone).HasMaxLength(64);
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property(c => c.Logo).HasMaxLength(200);
        builder.Property(c => c.Cover).HasMaxLength(200);
        builder.Property(c => c.Positioning).HasMaxLength(2000);
        builder.Property(c => c.Promise).HasMaxLength(CommunityText.MaxPromise).HasDefaultValue("");
        builder.Property(c => c.QuestionsMarkdown).HasDefaultValue("");
        builder.Property(c => c.QuestionsHtml).HasDefaultValue("");
        builder.Property(c => c.FootLinks).HasDefaultValue("");
        builder.Property(c => c.MenuLinks).HasDefaultValue("");
        builder.Property(c => c.Goals).HasMaxLength(2000);
        builder.HasIndex(c => c.Slug).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
