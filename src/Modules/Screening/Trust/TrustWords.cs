using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.Screening.Trust;

/// <summary>How levels are called.</summary>
internal static class TrustWords
{
    /// <returns>A text key.</returns>
    public static string Name(TrustLevel level) => level switch
    {
        TrustLevel.New => "New member",
        TrustLevel.Basic => "Basic member",
        TrustLevel.Regular => "Regular member",
        _ => "Trusted member",
    };

    /// <returns>A text key.</returns>
    public static string About(TrustLevel level) => level switch
    {
        TrustLevel.New => "Posts within limits that keep spam out.",
        TrustLevel.Basic => "Has read and looked around; posts without the limits of new members.",
        TrustLevel.Regular => "Comes back, reads much and takes part.",
        _ => "Takes part most days, and others value it.",
    };
}
