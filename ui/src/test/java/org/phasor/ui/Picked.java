package org.phasor.ui;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;

/** What a mouse would meet in a view: the topmost node there, as JavaFX draws children over their parents, in order. */
final class Picked {

    private final Node root;

    Picked(Node root) {
        this.root = root;
    }

    /** In the scene's coordinates; null where there is nothing. */
    Node at(double x, double y) {
        return topmost(root, new Point2D(x, y));
    }

    private static Node topmost(Node node, Point2D inScene) {
        Point2D here = node.sceneToLocal(inScene);
        boolean clippedAway = node.getClip() != null && !node.getClip().contains(here);
        if (!node.isVisible() || node.isMouseTransparent() || clippedAway) {
            return null;
        }
        if (node instanceof Parent parent) {
            List<Node> children = parent.getChildrenUnmodifiable();
            for (int i = children.size() - 1; i >= 0; i--) {
                Node found = topmost(children.get(i), inScene);
                if (found != null) {
                    return found;
                }
            }
        }
        return node.contains(here) ? node : null;
    }
}
