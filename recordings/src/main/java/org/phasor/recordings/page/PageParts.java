package org.phasor.recordings.page;

/** Small pieces of pages. */
final class PageParts {

    private PageParts() {}

    /** A term and what there is to say of it, within a {@code dl}. */
    static void fact(Markup page, String name, String value) {
        page.element("dt", name).element("dd", value);
    }
}
