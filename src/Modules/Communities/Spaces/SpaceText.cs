using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Spaces;

/// <summary>Name and description of a space as they may stand.</summary>
internal sealed record SpaceText(string Name, string Description)
{
    public static SpaceText Check(string? name, string? description)
    {
        var text = new SpaceText(name?.Trim() ?? "", description?.Trim() ?? "");
        if (!WellFormed.HasInk(text.Name))
            throw Refused.AtField("name", "name_missing", "Enter a name for the space.");
        if (text.Name.Length > 60)
            throw Refused.AtField("name", "name_too_long", "A name can have at most {0} characters.", 60);
        if (text.Description.Length > 300)
            throw Refused.AtField("description", "description_too_long", "A description can have at most {0} characters.", 300);
        return text;
    }

    public static void CheckSlug(string? slug)
    {
        switch (Slug.Check(slug))
        {
            case SlugFault.Missing:
                throw Refused.AtField("slug", "slug_missing", "Enter an address.");
            case SlugFault.TooLong:
                throw Refused.AtField("slug", "slug_too_long", "An address can have at most {0} characters.", Slug.MaxLength);
            case SlugFault.BadCharacter:
                throw Refused.AtField("slug", "slug_bad", "An address has lower-case letters, digits and single hyphens, e.g. {0}.", Slug.From(slug!, "space"));
            case SlugFault.Reserved:
                throw Refused.AtField("slug", "slug_reserved", "The address {0} is used by the program itself. Choose another one.", slug!);
        }
    }
}
