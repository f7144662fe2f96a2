namespace Guildhall.Kernel.Events;

/// <summary>Names that are stored and must not collide: the module, a dot, the type.</summary>
public static class QualifiedName
{
    private const string Product = "Guildhall.";

    /// <returns><c>Payments.SweepCheckouts</c> for a type of the assembly Guildhall.Payments.</returns>
    public static string Of(Type type) => $"{Module(type)}.{type.Name}";

    private static string Module(Type type)
    {
        var assembly = type.Assembly.GetName().Name ?? "";
        return assembly.StartsWith(Product, StringComparison.Ordinal) ? assembly[Product.Length..] : assembly;
    }
}
