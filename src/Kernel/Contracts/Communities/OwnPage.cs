namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>A page that a community's operators write themselves, and that is there once they have.</summary>
public enum OwnPage
{
    /// <summary>Who is behind the community.</summary>
    About,

    /// <summary>Who answers for it in law.</summary>
    Imprint,

    /// <summary>What becomes of what it knows of people.</summary>
    Privacy,
}

/// <summary>A link at the foot of a community's pages, as its operators wrote it.</summary>
/// <param name="Href">Begins with https://, http://, mailto: or a slash.</param>
public sealed record FootLink(string Text, string Href);
