-- The dialect of real resources; with a semicolon; in a comment.
CREATE DATABASE IF NOT EXISTS `somewhere_else`;
USE `somewhere_else`;

CREATE TABLE IF NOT EXISTS `accounts` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `owner` varchar(60) NOT NULL,
  `label` varchar(50) COLLATE utf8mb4_unicode_ci DEFAULT "it's; \"new\"",
  `money` int(11) NOT NULL DEFAULT 0,
  `rate` decimal(5,2) DEFAULT NULL,
  `frozen` tinyint(1) NOT NULL DEFAULT 0,
  `data` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`data`)),
  `opened` datetime DEFAULT NULL,
  `changed` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`owner`) USING BTREE,
  UNIQUE INDEX `id` (`id`) USING BTREE,
  KEY `label` (`label`)
) ENGINE=InnoDB AUTO_INCREMENT=1 DEFAULT CHARSET=utf8mb4 COMMENT='accounts; all';

CREATE TABLE `log` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `label` varchar(50) DEFAULT NULL,
  `amount` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `label` (`label`)
) ENGINE=InnoDB;

INSERT INTO `log` (`label`, `amount`) VALUES ('first; \'quoted\'', 1), ("second", 9007199254740993);
