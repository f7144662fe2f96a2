namespace Guildhall.Kernel.Contracts.Bots;

/// <summary>The words in a channel with which the welcome bot calls a new member by name.</summary>
public static class Greeting
{
    /// <summary>The key of that message, by which it is found again.</summary>
    public static string KeyOf(long memberId) => $"welcome-{memberId}";
}
