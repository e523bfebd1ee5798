package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A node of a stream's description: a name with a text, or with children. Immutable.
 *
 * @param name the element's name
 * @param text its text; empty when it has children
 * @param children its child elements, in order
 */
public record InfoElement(String name, String text, List<InfoElement> children) {

    public InfoElement {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        children = List.copyOf(children);
    }

    public static InfoElement text(String name, String text) {
        return new InfoElement(name, text, List.of());
    }

    public static InfoElement of(String name, InfoElement... children) {
        return new InfoElement(name, "", List.of(children));
    }

    public static InfoElement of(String name, List<InfoElement> children) {
        return new InfoElement(name, "", children);
    }

    /** The same element with one more child at the end. */
    public InfoElement with(InfoElement child) {
        List<InfoElement> more = new ArrayList<>(children);
        more.add(child);
        return new InfoElement(name, text, more);
    }

    /** The first child of that name, or an empty element when there is none: paths can be walked without checks. */
    public InfoElement child(String childName) {
        for (InfoElement child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return text(childName, "");
    }

    /** All children of that name, in order. */
    public List<InfoElement> children(String childName) {
        List<InfoElement> found = new ArrayList<>();
        for (InfoElement child : children) {
            if (child.name.equals(childName)) {
                found.add(child);
            }
        }
        return found;
    }
}
