namespace Guildhall.Specimens;

public static class BannedCall
{
    public static DateTime Now() => DateTime.UtcNow;
}
