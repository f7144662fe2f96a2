using System.Text;

namespace Guildhall.Content.Import;

/// <summary>Addresses as they are put into Markdown in the place of others.</summary>
internal static class SourceAddress
{
    /// <summary>A file of the folder, from its root, in a form that ends at no blank, bracket or quote.</summary>
    public static string Of(string path)
    {
        var address = Written("/" + path.Replace("%", "%25").Replace("#", "%23").Replace("?", "%3F"));
        // Addresses below /c/ are those of this site.
        return address.StartsWith("/c/", StringComparison.Ordinal) ? "/." + address : address;
    }

    public static string Written(string target)
    {
        var address = new StringBuilder(target.Length);
        foreach (var character in target)
            if (character is ' ' or '(' or ')' or '<' or '>' or '"' or '\'' or '[' or ']' or '\\' or '|' or '`')
                address.Append('%').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                address.Append(character);
        return address.ToString();
    }
}
